package io.spirt.frameworks.p2p;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A peer has sent its gradient of an epoch, has those of all others, and can go on.
 *
 * @param rank who
 * @param epoch from 1
 * @param learningRate of the next epoch, as the sender sees it; that of rank 0 counts
 * @param stop why training ends, as the sender sees it, or empty; that of rank 0 counts
 */
record BarrierMessage(
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "epoch", required = true) int epoch,
    @JsonProperty(value = "learningRate", required = true) double learningRate,
    @JsonProperty(value = "stop", required = true) String stop) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if it is no message of one of that many peers. */
  static Optional<BarrierMessage> read(byte[] json, int peers) {
    try {
      BarrierMessage message = JSON.readValue(json, BarrierMessage.class);
      boolean valid =
          message.rank >= 0
              && message.rank < peers
              && message.epoch >= 1
              && message.learningRate >= 0
              && Double.isFinite(message.learningRate)
              && message.stop != null;
      return valid ? Optional.of(message) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
