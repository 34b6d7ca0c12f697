package io.spirt.frameworks.lambdaml;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The store that all workers share, with every request counted, and with waiting. A request that
 * finds nothing is a poll. Deletions are not counted: S3 does not charge for them.
 */
public final class SharedObjects {
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final Consumer<Traffic> counter;
  private final Waiting waiting;

  /**
   * @param store stays the caller's
   * @param counter told of each request
   */
  public SharedObjects(ObjectStore store, Consumer<Traffic> counter, Waiting waiting) {
    this.store = store;
    this.counter = counter;
    this.waiting = waiting;
  }

  void put(String key, float[] values) {
    // Backed by exactly one array.
    put(key, Float32.bytes(values).array());
  }

  void put(String key, byte[] value) {
    store.put(key, value);
    counter.accept(Traffic.put(value.length));
  }

  /** The object, if it is there. */
  Optional<byte[]> find(String key) {
    try {
      byte[] value = store.get(key);
      counter.accept(Traffic.get(value.length));
      return Optional.of(value);
    } catch (NoSuchObjectException e) {
      counter.accept(Traffic.poll());
      return Optional.empty();
    }
  }

  Optional<float[]> findValues(String key) {
    return find(key).map(SharedObjects::values);
  }

  private static float[] values(byte[] bytes) {
    return Float32.array(ByteBuffer.wrap(bytes));
  }

  float[] awaitValues(String key, Supplier<String> missing) {
    return values(await(key, missing));
  }

  /**
   * Waits for an object.
   *
   * @param missing says who has not done what, once patience is at its end
   * @throws MemberFailedException when it is
   */
  byte[] await(String key, Supplier<String> missing) {
    Duration patience = waiting.patience().get();
    Instant end = waiting.clock().instant().plus(patience);
    long pause = Waiting.FIRST_MILLIS;
    while (true) {
      Optional<byte[]> found = find(key);
      if (found.isPresent()) {
        return found.get();
      }
      waiting.atEachLook().run();
      if (!waiting.clock().instant().isBefore(end)) {
        throw new MemberFailedException(
            "waited %d s in vain: %s. Raise patienceSeconds if it is only slow"
                .formatted(patience.toSeconds(), missing.get()));
      }
      waiting.pauses().pause(pause);
      pause = Math.min(2 * pause, waiting.mostMillis());
    }
  }

  boolean isThere(String key) {
    counter.accept(Traffic.poll());
    return store.exists(key);
  }

  /** All keys below a prefix, however many pages they fill; counts as one poll for each page. */
  List<String> list(String prefix) {
    List<String> keys = store.list(prefix);
    for (int page = 0; page <= keys.size() / PAGE; page++) {
      counter.accept(Traffic.poll());
    }
    return keys;
  }

  void delete(String key) {
    store.delete(key);
  }
}
