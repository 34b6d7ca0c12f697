package io.spirt.frameworks.p2p;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.Convergence;
import io.spirt.frameworks.worker.Replica;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a peer is, and how that is kept with its model for the case that it is started again.
 *
 * @param epoch last epoch whose update the model has; 0 before the first
 * @param learningRate of that epoch's update
 * @param convergence where convergence stood after it, empty before the first check
 */
record PeerState(int epoch, double learningRate, Optional<Convergence> convergence) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EPOCH = "epoch";
  private static final String RATE = "learningRate";
  private static final String CONVERGENCE = "convergence";

  static PeerState start(double learningRate) {
    return new PeerState(0, learningRate, Optional.empty());
  }

  /** Rate of the next update, as this peer sees it. */
  double nextRate() {
    return convergence.map(Convergence::learningRate).orElse(learningRate);
  }

  /** Why training ends after this epoch, as this peer sees it; empty to go on. */
  String stop() {
    return convergence.map(Convergence::stop).orElse("");
  }

  private static String key(int rank) {
    return "peer-" + rank;
  }

  /** Stores it with the model. */
  void store(ObjectStore objects, int rank, Replica replica) {
    Map<String, String> position = new HashMap<>();
    position.put(EPOCH, Integer.toString(epoch));
    position.put(RATE, Double.toString(learningRate));
    convergence.ifPresent(now -> position.put(CONVERGENCE, now.text()));
    objects.put(key(rank), replica.checkpoint(position));
  }

  /** Takes over what an earlier invocation of the peer stored; empty if there was none. */
  static Optional<PeerState> restore(ObjectStore objects, int rank, Replica replica) {
    byte[] checkpoint;
    try {
      checkpoint = objects.get(key(rank));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
    Map<String, String> position = replica.restore(checkpoint);
    return Optional.of(
        new PeerState(
            Integer.parseInt(position.get(EPOCH)),
            Double.parseDouble(position.get(RATE)),
            Optional.ofNullable(position.get(CONVERGENCE)).map(PeerState::convergence)));
  }

  private static Convergence convergence(String json) {
    try {
      return JSON.readValue(json, Convergence.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("the checkpoint's convergence cannot be read", e);
    }
  }
}
