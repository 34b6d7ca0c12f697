package io.spirt.redisai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** A connection to a server under test that takes and returns plain Java values. */
final class Database implements AutoCloseable {
  static final String PASSWORD = "a \"quoted\" pass\\word";

  private static final int LONG_MILLIS = 60_000;

  private final Jedis jedis;

  Database(RedisServer server) {
    this(server, null, PASSWORD);
  }

  Database(String host, int port) {
    this(new HostAndPort(host, port), null, PASSWORD, LONG_MILLIS);
  }

  Database(RedisServer server, String user, String password) {
    this(server, user, password, LONG_MILLIS);
  }

  Database(RedisServer server, String user, String password, int timeoutMillis) {
    this(new HostAndPort(server.host(), server.port()), user, password, timeoutMillis);
  }

  private Database(HostAndPort address, String user, String password, int timeoutMillis) {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .user(user)
            .password(password)
            .socketTimeoutMillis(timeoutMillis)
            .build();
    this.jedis = new Jedis(address, config);
  }

  /**
   * Sends a command. Arguments are byte arrays, float arrays (sent as little-endian bytes), or
   * anything else (sent as its text).
   *
   * @return the reply: String, Long, List or null
   */
  Object call(String command, Object... arguments) {
    return text(raw(command, arguments));
  }

  Object raw(String command, Object... arguments) {
    byte[] name = command.getBytes(StandardCharsets.UTF_8);
    byte[][] encoded = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      encoded[i] = encode(arguments[i]);
    }
    return jedis.sendCommand(() -> name, encoded);
  }

  byte[] bytes(String command, Object... arguments) {
    return (byte[]) raw(command, arguments);
  }

  float[] floats(String key) {
    return floats(bytes("AI.TENSORGET", key, "BLOB"));
  }

  void set(String key, float... values) {
    call("AI.TENSORSET", key, "FLOAT", values.length, "BLOB", values);
  }

  void set(String key, double... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(values);
    call("AI.TENSORSET", key, "DOUBLE", values.length, "BLOB", buffer.array());
  }

  double[] doubles(String key) {
    byte[] bytes = bytes("AI.TENSORGET", key, "BLOB");
    double[] values = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  static byte[] bytesOf(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Runs an action once subscribed, and returns the first keyspace event of that key. */
  String firstEvent(String key, Runnable action) {
    AtomicReference<String> event = new AtomicReference<>();
    jedis.psubscribe(
        new JedisPubSub() {
          @Override
          public void onPSubscribe(String pattern, int subscriptions) {
            action.run();
          }

          @Override
          public void onPMessage(String pattern, String channel, String message) {
            event.set(message);
            punsubscribe();
          }
        },
        "__keyspace@0__:" + key);
    return event.get();
  }

  private static byte[] encode(Object argument) {
    if (argument instanceof byte[] bytes) {
      return bytes;
    }
    if (argument instanceof float[] values) {
      return bytesOf(values);
    }
    return argument.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Object text(Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (reply instanceof List<?> list) {
      List<Object> texts = new ArrayList<>();
      list.forEach(element -> texts.add(text(element)));
      return texts;
    }
    return reply;
  }

  @Override
  public void close() {
    jedis.close();
  }
}
