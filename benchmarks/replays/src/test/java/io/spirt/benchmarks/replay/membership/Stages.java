package io.spirt.benchmarks.replay.membership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.StageEvent;

/** Stages that never ran, for tests. */
final class Stages {
  private Stages() {}

  /** The epoch is one more than the round, as with one round per epoch. */
  static StageEvent event(String stage, int rank, int round) {
    return new StageEvent(stage, "run", rank, round + 1, round, null, null);
  }

  static StageEvent gradient(int rank, int round, int batch) {
    return new StageEvent("compute-gradient", "run", rank, round + 1, round, batch, null);
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
