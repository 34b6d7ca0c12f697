package io.spirt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResultTableTest {

  @Test
  void showsEveryWayWithItsRatios() {
    List<String> lines = ResultTable.lines(Samples.measured(Optional.empty()));

    assertThat(lines.get(0)).startsWith("15 tensors of 1,528,106 float32 values, 91.7 MB");
    assertThat(line(lines, "in the database: AI.TENSORMEAN"))
        .matches(".* 10\\.0 .* 1\\.00 +0\\.50");
    assertThat(line(lines, "binary client, pipelined")).matches(".* 80\\.0 .* 8\\.00 +4\\.00");
    assertThat(line(lines, "binary client, whole tensors")).contains("2,000 ").endsWith("100.0");
  }

  @Test
  void comparesWithBothClients() {
    String text = String.join("\n", ResultTable.lines(Samples.measured(Optional.empty())));

    assertThat(text)
        .contains("Mean: the database's command is 200.0 times as fast as a plain binary client,")
        .contains("is 8.00 times as fast as a pipelined one, and takes 0.50 times the limit.")
        .contains("with check and digest, is 100.0 times as fast as the plain client.")
        .doesNotContain("seeds");
  }

  @Test
  void saysWhatJsonCostsOnlyIfItWasMeasured() {
    List<String> lines =
        ResultTable.lines(Samples.measured(Optional.of(new SeedsWay.Times(9300, 8600))));

    assertThat(line(lines, "seeds' way")).contains("8,600").contains("860.0");
    assertThat(line(lines, "  and storing")).contains("9,300");
    assertThat(lines.get(lines.size() - 1)).contains("price of JSON");
  }

  @Test
  void fitsTerminals() {
    assertThat(ResultTable.lines(Samples.measured(Optional.of(new SeedsWay.Times(9300, 8600)))))
        .allSatisfy(line -> assertThat(line).matches("[ -~]{0,100}"));
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
