package io.spirt.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundingSeedTest {

  /** The JDK's SplittableRandom is SplitMix64, too. */
  @Test
  void drawsTheNumbersOfSplitMix64() {
    for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE}) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int n = 0; n < 100; n++) {
        assertThat(RoundingSeed.uniform(seed, n)).isEqualTo((random.nextLong() >>> 11) * 0x1p-53);
      }
    }
  }

  @Test
  void everyPeerAndRoundHasItsOwn() {
    Set<Long> seeds = new HashSet<>();
    for (long job = 0; job < 5; job++) {
      for (int round = 0; round < 50; round++) {
        for (int rank = 0; rank < 50; rank++) {
          seeds.add(RoundingSeed.of(job, round, rank));
        }
      }
    }
    assertThat(seeds).hasSize(5 * 50 * 50);
  }

  /** Else their mean would not be nearer to the truth than one of them. */
  @Test
  void theErrorsOfTwoPeersAreNotCorrelated() {
    int count = 40_000;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i);
    }
    Qsgd qsgd = new Qsgd(4, 512, BucketNorm.MAX);
    float[] first = qsgd.decode(qsgd.encode(values, RoundingSeed.of(1, 3, 0)), count);
    float[] second = qsgd.decode(qsgd.encode(values, RoundingSeed.of(1, 3, 1)), count);
    double product = 0;
    double ofFirst = 0;
    double ofSecond = 0;
    for (int i = 0; i < count; i++) {
      double a = first[i] - values[i];
      double b = second[i] - values[i];
      product += a * b;
      ofFirst += a * a;
      ofSecond += b * b;
    }
    // Of independent errors the correlation has a standard deviation of 1/200.
    assertThat(product / Math.sqrt(ofFirst * ofSecond)).isBetween(-0.015, 0.015);
  }
}
