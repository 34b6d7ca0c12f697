package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rule holds the n averages, two arrays more at the most, and blocks. */
class AggregationMemoryTest {
  private static final int PEERS = 8;

  /** 16 MB of values, a little less: an array's header would cost another region of the heap. */
  private static final int LENGTH = (16 << 20) / 4 - 64;

  /** What a JVM needs that holds nothing, and the blocks; less than one average. */
  private static final int REST_MEGABYTES = 14;

  @Test
  void everyRuleFitsInTwoArraysMoreThanTheAverages() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-XX:G1HeapRegionSize=1m",
                "-Xmx" + ((PEERS + 2) * 16 + REST_MEGABYTES) + "m",
                "-cp",
                System.getProperty("java.class.path"),
                AllRulesMain.class.getName(),
                String.valueOf(PEERS),
                String.valueOf(LENGTH))
            .redirectErrorStream(true)
            .start();
    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .hasSize(2 * AggregationRules.names().size())
        .contains("mixed zeno", "mixed bulyan", "geomed");
  }
}
