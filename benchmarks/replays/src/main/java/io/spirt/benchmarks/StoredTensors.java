package io.spirt.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import redis.clients.jedis.CommandArguments;

/**
 * The inputs in the database: one gradient per batch of round 0, and params. They are stored by
 * SPIRT's own classes, so that its scripts find them; the names are those of {@code
 * io.spirt.database}. One tensor at a time is on the heap.
 */
final class StoredTensors {
  static final int ROUND = 0;

  private static final String PREFIX = "spirt:{" + BenchmarkServer.RUN + "}:";
  private static final int CHUNK = 4096;

  /** The same inputs in every run: a benchmark has no secrets. */
  private static final long SEED = 20_260_101;

  private final BenchmarkServer server;
  private final Workload workload;
  private final Random random = new Random(SEED);
  private final byte[] values;

  StoredTensors(BenchmarkServer server, Workload workload) {
    this.server = server;
    this.workload = workload;
    this.values = new byte[(int) workload.tensorBytes()];
  }

  /** Key of a gradient. */
  static String gradient(int batch) {
    return PREFIX + "gradient:" + ROUND + ":" + batch;
  }

  /** Key of the model's params. */
  static String params() {
    return PREFIX + "params";
  }

  /** Key of the average that SPIRT's script stores. */
  static String average() {
    return PREFIX + "shared:average:" + ROUND;
  }

  /** Key of the aggregate that moves the model from this version on. */
  static String aggregate(int version) {
    return PREFIX + "aggregate:" + version;
  }

  /** Stores the params and every gradient but the first, which {@link #renew()} brings. */
  void storeAll() {
    ByteBuffer none = ByteBuffer.allocate(0);
    server.database().model().initialise(new ModelState(newValues(), none));
    for (int batch = 1; batch < workload.tensors(); batch++) {
      store(batch);
    }
  }

  /**
   * Stores new values as the first gradient, so that no result of an earlier repetition is right.
   */
  void renew() {
    store(0);
  }

  private void store(int batch) {
    Gradient gradient = new Gradient(newValues(), ByteBuffer.allocate(0), 0, 1, 0);
    server.database().gradients().store(ROUND, batch, gradient);
  }

  private ByteBuffer newValues() {
    FloatBuffer floats = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] chunk = new float[CHUNK];
    while (floats.hasRemaining()) {
      int count = Math.min(CHUNK, floats.remaining());
      for (int i = 0; i < count; i++) {
        chunk[i] = random.nextFloat() - 0.5f;
      }
      floats.put(chunk, 0, count);
    }
    return ByteBuffer.wrap(values);
  }

  /** SHA-256 of type, shape and values: equal if and only if all bits are. */
  String digest(String key) {
    Object reply =
        server
            .connection()
            .executeCommand(new CommandArguments(ModuleCommand.TENSORDIGEST).key(key));
    return reply instanceof byte[] bytes ? new String(bytes, US_ASCII) : String.valueOf(reply);
  }

  /** All values of a tensor, as they lie in memory. */
  byte[] blob(String key) {
    return (byte[])
        server
            .connection()
            .executeCommand(new CommandArguments(ModuleCommand.TENSORGET).key(key).add("BLOB"));
  }
}
