package io.spirt.frameworks.lambdaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.Convergence;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a worker is; a part of its checkpoint.
 *
 * @param epoch from 1
 * @param step steps of this epoch that are done
 * @param convergence where convergence stands; empty before the first check
 * @param waited how long it has waited for others at this step in earlier invocations
 */
record Position(int epoch, int step, Optional<Convergence> convergence, Duration waited) {
  static final Position START = new Position(1, 0, Optional.empty(), Duration.ZERO);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EPOCH = "epoch";
  private static final String STEP = "step";
  private static final String CONVERGENCE = "convergence";
  private static final String WAITED = "waitedMillis";

  Map<String, String> text() {
    Map<String, String> text = new TreeMap<>();
    text.put(EPOCH, Integer.toString(epoch));
    text.put(STEP, Integer.toString(step));
    text.put(WAITED, Long.toString(waited.toMillis()));
    convergence.ifPresent(stand -> text.put(CONVERGENCE, stand.text()));
    return text;
  }

  static Position read(Map<String, String> text) {
    return new Position(
        Integer.parseInt(text.get(EPOCH)),
        Integer.parseInt(text.get(STEP)),
        Optional.ofNullable(text.get(CONVERGENCE)).map(Position::convergence),
        Duration.ofMillis(Long.parseLong(text.get(WAITED))));
  }

  static Convergence convergence(String json) {
    try {
      return JSON.readValue(json, Convergence.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not where convergence stands: " + json, e);
    }
  }
}
