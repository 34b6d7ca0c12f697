package io.spirt.lambda;

import io.spirt.functions.StageEvent;
import org.slf4j.MDC;

/** Fields that every line that this thread logs has while a stage runs. */
final class LogFields {
  private LogFields() {}

  static void put(StageEvent event) {
    MDC.put("job", event.run());
    MDC.put("rank", Integer.toString(event.rank()));
    MDC.put("epoch", Integer.toString(event.epoch()));
    MDC.put("round", Integer.toString(event.round()));
    MDC.put("stage", event.stage());
    if (event.batch() != null) {
      MDC.put("batch", event.batch().toString());
    }
  }

  static void clear() {
    MDC.clear();
  }
}
