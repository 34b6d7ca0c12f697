package io.spirt.database;

import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.job.OptimizerSpec;
import io.spirt.redisai.RedisServer;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;

/** Base of the tests that need a database: all run with the module and without it. */
@ParameterizedClass
@EnumSource
abstract class DatabaseTest {
  static final String RUN = "demo";
  static final OptimizerSpec PLAIN_SGD = OptimizerSpec.sgd(0, false, 0);

  private static RedisServer server;
  static RedisClient redis;

  @Parameter ServerKind kind;
  PeerDatabase database;
  Keys keys;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = kind.start();
    redis = ServerKind.connect(server);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
    database = new PeerDatabase(redis, RUN);
    keys = new Keys(RUN);
  }

  static ModelState state(float... params) {
    return new ModelState(Values.bytes(params), Values.none());
  }

  static Gradient gradient(float... values) {
    return new Gradient(Values.bytes(values), Values.none(), 0.5, 64, 1.25);
  }

  static Gradient gradient(ByteBuffer values, ByteBuffer buffers) {
    return new Gradient(values, buffers, 0.5, 64, 1.25);
  }

  float[] params() {
    ModelStore.Version version = database.model().requireVersion();
    return Values.floats(database.model().state(version).params());
  }

  /** The names of all keys, so that a test sees what was left behind. */
  static Set<String> allKeys() {
    return redis.keys("*");
  }
}
