package io.spirt.local;

import io.spirt.aggregation.AggregationRules;
import io.spirt.job.Job;
import java.util.Map;
import java.util.Properties;

/**
 * The training engine in the runtime's own process. Aggregate is a light stage and runs here, on a
 * thread of each peer, because it waits for the others and would block the few function processes.
 * A rule that tries updates makes it evaluate the model, too.
 */
final class EngineHere {
  /** One thread, as function processes have: all processors are at work already. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ai.djl.offline", "true",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1");

  private EngineHere() {}

  /** Sets the engine's properties, if the job needs it here and nobody has set them. */
  static void prepare(Job job) {
    if (AggregationRules.named(job.aggregation().rule()).triesUpdates()) {
      Properties properties = System.getProperties();
      SETTINGS.forEach(properties::putIfAbsent);
    }
  }
}
