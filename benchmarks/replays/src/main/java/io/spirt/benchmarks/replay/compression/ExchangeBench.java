package io.spirt.benchmarks.replay.compression;

import io.spirt.benchmarks.Machine;
import io.spirt.compression.Compression;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.Float32;
import io.spirt.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/**
 * Times one gradient's way through a real redis-server with the SPIRT module, by the classes that
 * SPIRT's stages use. One thread, one connection. Closing it ends the server.
 */
final class ExchangeBench implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 600_000;
  private static final String KEY = "spirt:{compression}:gradient";

  /** Values, what they are decoded to, the encoding, and pieces on their way. */
  private static final int COPIES = 4;

  /** Repetitions that are not counted: the compiler's. */
  private static final int WARM_UP = 1;

  /** One repetition, in seconds; what is lost as a share of the gradient's length. */
  private record Sample(double encode, double store, double fetch, double decode, double error) {}

  private final RedisServer server;
  private final RedisClient redis;
  private final Tensors tensors;
  private final ByteTensors encodings;
  private final Consumer<String> progress;

  ExchangeBench(Consumer<String> progress) {
    this.progress = progress;
    String password = UUID.randomUUID().toString();
    server = RedisServer.builder().password(password).module(RedisModule.path()).start();
    redis =
        RedisClient.builder()
            .hostAndPort(server.host(), server.port())
            .clientConfig(
                DefaultJedisClientConfig.builder()
                    .password(password)
                    .socketTimeoutMillis(TIMEOUT_MILLIS)
                    .build())
            .build();
    tensors = new Tensors(redis);
    encodings = new ByteTensors(redis, tensors.hasModule());
  }

  /**
   * Says what is wrong with a gradient of that size.
   *
   * @throws IllegalArgumentException if the heap does not hold what is needed
   */
  static void checkMemory(int elements) {
    long needed = COPIES * (long) elements * Float.BYTES;
    long heap = Machine.memory().heapBytes();
    if (needed > heap) {
      throw new IllegalArgumentException(
          "%,d values need %,d MB of heap and there are %,d; set SPIRT_JAVA_OPTIONS=-Xmx%dm"
              .formatted(elements, needed >> 20, heap >> 20, (needed >> 20) + 512));
    }
  }

  /** The times of each codec, in the order given. */
  List<ExchangeTimes> times(int elements, List<CodecChoice> choices, int repeat) {
    float[] gradient = RandomGradient.of(elements);
    List<ExchangeTimes> all = new ArrayList<>();
    for (CodecChoice choice : choices) {
      progress.accept("%s, %,d values".formatted(choice.label(), elements));
      List<Sample> samples = new ArrayList<>();
      for (int i = -WARM_UP; i < repeat; i++) {
        Sample sample = choice.isNone() ? plain(gradient) : encoded(gradient, choice.codec(), i);
        if (i >= 0) {
          samples.add(sample);
        }
      }
      all.add(
          new ExchangeTimes(
              choice,
              elements,
              choice.codec().encodedBytes(elements),
              median(samples, Sample::encode),
              median(samples, Sample::store),
              median(samples, Sample::fetch),
              median(samples, Sample::decode),
              median(samples, Sample::error)));
      redis.del(KEY);
    }
    return all;
  }

  /** Seconds to bring an average that the database made back to the function that encodes it. */
  double readBack(int elements) {
    return plain(RandomGradient.of(elements)).fetch();
  }

  private Sample plain(float[] gradient) {
    long start = System.nanoTime();
    tensors.put(KEY, Float32.bytes(gradient));
    double store = since(start);
    start = System.nanoTime();
    int fetched = tensors.values(KEY, gradient.length).orElseThrow().values().length;
    double fetch = since(start);
    if (fetched != gradient.length) {
      throw new IllegalStateException("fetched " + fetched + " values of " + gradient.length);
    }
    return new Sample(0, store, fetch, 0, 0);
  }

  private Sample encoded(float[] gradient, Compression codec, long seed) {
    long start = System.nanoTime();
    byte[] bytes = codec.encode(gradient, seed);
    double encode = since(start);
    start = System.nanoTime();
    encodings.put(KEY, bytes);
    double store = since(start);
    start = System.nanoTime();
    bytes = encodings.get(KEY, bytes.length).orElseThrow().bytes();
    double fetch = since(start);
    start = System.nanoTime();
    float[] decoded = codec.decode(bytes, gradient.length);
    double decode = since(start);
    return new Sample(encode, store, fetch, decode, error(gradient, decoded));
  }

  private static double error(float[] gradient, float[] decoded) {
    double lost = 0;
    double all = 0;
    for (int i = 0; i < gradient.length; i++) {
      double difference = (double) decoded[i] - gradient[i];
      lost += difference * difference;
      all += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(lost / all);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Version of the server. */
  String redisVersion() {
    return redis
        .info("server")
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }

  @Override
  public void close() {
    try {
      redis.close();
    } finally {
      server.close();
    }
  }
}
