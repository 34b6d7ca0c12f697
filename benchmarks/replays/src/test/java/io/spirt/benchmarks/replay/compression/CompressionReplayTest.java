package io.spirt.benchmarks.replay.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionReplayTest {
  private static final int ELEMENTS = 20_000;

  @TempDir private Path folder;

  private ReplayCommandRun run(String... args) {
    return ReplayCommandRun.of(new CompressionReplay(), args);
  }

  @Test
  void showsTimesBytesAndWhatIsLostBesideTheFigure() throws IOException {
    Path json = folder.resolve("result.json");
    ReplayCommandRun run =
        run(
            "--smallest",
            "--elements",
            String.valueOf(ELEMENTS),
            "--bits",
            "8,4",
            "--out",
            folder.resolve("out").toString(),
            "--json",
            json.toString());
    assertThat(run.code()).as(run.err() + run.out()).isZero();
    JsonNode measured = new ObjectMapper().readTree(Files.readString(json));
    assertThat(measured.at("/bytes/none").asInt()).isEqualTo(4 * ELEMENTS);
    // By hand: 16, 40 norms of 4, and 8 or 4 bits a value.
    assertThat(measured.at("/bytes/qsgd-8").asInt()).isEqualTo(176 + ELEMENTS);
    assertThat(measured.at("/bytes/qsgd-4").asInt()).isEqualTo(176 + ELEMENTS / 2);
    assertThat(measured.at("/lostPercent/qsgd-8").asDouble()).isBetween(0.1, 2.0);
    assertThat(measured.at("/lostPercent/qsgd-4").asDouble()).isBetween(10.0, 40.0);
    assertThat(Files.readString(folder.resolve("out/result.csv"))).contains("qsgd-8,20000,20176,");
    assertThat(run.out()).contains("6.20 s", "4.57 s", "18.80 s", "12.06 s");
  }

  @Test
  void refusesWhatItCannotTime() {
    assertThat(run("--bits", "9").err()).contains("--bits: 9 is not allowed; allowed are 2 to 8");
    assertThat(run("--elements", "0").err()).contains("--elements: 0 is not allowed");
    assertThat(run("--peers", "1").err()).contains("--peers: 1 is not allowed");
    assertThat(run("--model", "vgg11").err()).contains("--model: no network is trained");
  }

  private static ExchangeTimes times(CodecChoice choice, double codec, double transfer) {
    return new ExchangeTimes(choice, 1000, 4000, codec, transfer, transfer, codec, 0);
  }

  private static List<ShapeFinding> shape(double codec, double transfer) {
    return new CompressionResult(
            List.of(times(CodecChoice.NONE, 0, 4), times(CodecChoice.qsgd(8), codec, transfer)),
            4,
            Network.LOCAL,
            0.1,
            "7")
        .shape();
  }

  @Test
  void saysByWhatFactorItIsFaster() {
    assertThat(shape(1, 1))
        .extracting(ShapeFinding::text)
        .containsExactly(
            "Agrees: with QSGD sending is 2.00 times as fast; published 1.36 times.",
            "Agrees: with QSGD receiving is 2.00 times as fast; published 1.56 times.");
  }

  @Test
  void saysWhyItIsNot() {
    assertThat(shape(7, 1))
        .allSatisfy(
            finding -> {
              assertThat(finding.agrees()).isFalse();
              assertThat(finding.text())
                  .contains("0.50 times as fast", "codec alone takes 7.0000 s");
            });
  }
}
