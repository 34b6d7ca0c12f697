package io.spirt.database;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where convergence stands after a check.
 *
 * @param epoch epoch, from 1, of the last check
 * @param learningRate rate of the following updates
 * @param bestLoss smallest validation loss so far
 * @param badChecks checks since then without improvement
 * @param plateauChecks the same, counted since the learning rate was last lowered
 * @param loss validation loss of the last check
 * @param accuracy validation accuracy of the last check, 0 to 1
 * @param stop why to stop, or empty to go on
 */
public record Convergence(
    @JsonProperty("epoch") int epoch,
    @JsonProperty("learningRate") double learningRate,
    @JsonProperty("bestLoss") double bestLoss,
    @JsonProperty("badChecks") int badChecks,
    @JsonProperty("plateauChecks") int plateauChecks,
    @JsonProperty("loss") double loss,
    @JsonProperty("accuracy") double accuracy,
    @JsonProperty("stop") String stop) {

  /** The same text for the same values, so that peers can compare it. */
  public String text() {
    return Json.write(this);
  }
}
