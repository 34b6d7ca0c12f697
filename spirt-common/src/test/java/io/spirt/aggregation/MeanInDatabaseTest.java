package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.redisai.RedisServer;
import io.spirt.tensor.Tensors;
import io.spirt.testing.ServerKind;
import io.spirt.testing.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;

/** A peer that aggregates outside of a database must find the bits of one that does it inside. */
class MeanInDatabaseTest {
  /** Values of all magnitudes, whose sums in double are not exact. */
  private static float[] wild(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
    }
    return values;
  }

  @Test
  void givesTheBitsOfTheDatabase() {
    Random random = new Random(5);
    try (RedisServer server = ServerKind.WITH_MODULE.start();
        RedisClient redis = ServerKind.connect(server)) {
      Tensors tensors = new Tensors(redis);
      for (int peers = 1; peers <= 16; peers++) {
        int length = 1 + random.nextInt(5000);
        List<float[]> averages = new ArrayList<>();
        CommandArguments command =
            new CommandArguments(() -> "AI.TENSORMEAN".getBytes(StandardCharsets.US_ASCII))
                .key("mean")
                .add(peers);
        for (int rank = 0; rank < peers; rank++) {
          averages.add(wild(random, length));
          tensors.put("average:" + rank, Values.bytes(averages.get(rank)));
          command.key("average:" + rank);
        }
        redis.executeCommand(command);
        assertThat(Values.floats(tensors.get("mean", length).orElseThrow()))
            .containsExactly(new Mean().aggregate(Averages.of(averages), RuleSettings.of(0)));
      }
    }
  }
}
