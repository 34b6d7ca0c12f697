package io.spirt.benchmarks.replay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.Statistics;
import io.spirt.benchmarks.replay.RuleChoice;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationCostTest {
  private static final CostCase TWELVE = new CostCase(12, 2_542_856);
  private static final CostCase FOUR = new CostCase(4, 2_542_856);

  /** By hand: at 12 peers mean takes 20 ms, meamed 30 ms, the limit 15 ms. */
  private static final CostResult RESULT =
      new CostResult(
          List.of(
              new CostSample(FOUR, "limit", 0, Statistics.of(5)),
              new CostSample(FOUR, "mean", 0, Statistics.of(8)),
              new CostSample(FOUR, "meamed", 0, Statistics.of(10)),
              new CostSample(FOUR, "bulyan", 7, null),
              new CostSample(TWELVE, "limit", 0, Statistics.of(14, 15, 16)),
              new CostSample(TWELVE, "mean", 0, Statistics.of(20)),
              new CostSample(TWELVE, "meamed", 0, Statistics.of(30)),
              new CostSample(TWELVE, "bulyan", 0, Statistics.of(1234))),
          List.of("16 x 1 left out"));

  @TempDir private Path folder;

  private record Said(int code, String out, String err) {}

  private Said run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--out=" + folder.resolve("out"));
    ReplayCommandRun run = ReplayCommandRun.of(new AggregationCost(), all.toArray(String[]::new));
    return new Said(run.code(), run.out(), run.err());
  }

  @Test
  void ratiosAreToTheMeanAndToTheLimitOfTheSameCase() {
    List<String> lines = CostTable.lines(RESULT);
    assertThat(lines).allMatch(line -> line.length() <= 100);
    assertThat(lines.stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "2,542,856 values 4 peers, f = 1 12 peers, f = 2",
            "limit 5.00 0.6 1.0 15.0 0.8 1.0",
            "mean 8.00 1.0 1.6 20.0 1.0 1.3",
            "meamed 10.0 1.3 2.0 30.0 1.5 2.0",
            "bulyan needs 7 peers 1,234 62 82",
            "16 x 1 left out");
    assertThat(CostTable.published())
        .isEqualTo(
            "published (thesis, Table 6.1): an epoch with zeno 310.34 s, 5.9 x;"
                + " with meamed 431.32 s, 8.2 x.");
  }

  @Test
  void theCsvHasALinePerRuleThatWasTimed() {
    assertThat(CostCsv.lines(RESULT))
        .hasSize(8)
        .contains("12,2,2542856,meamed,1,30.0,30.0,30.0,1.5,2.0");
  }

  @Test
  void rulesAreToldOfAsManyMaliciousPeersAsBulyanBears() {
    for (int peers : new int[] {7, 8, 12, 16, 20}) {
      int byzantine = new CostCase(peers, 1).byzantine();
      assertThat(RuleChoice.of("bulyan").peersNeeded(byzantine)).isLessThanOrEqualTo(peers);
      assertThat(RuleChoice.of("bulyan").peersNeeded(byzantine + 1)).isGreaterThan(peers);
    }
    assertThat(FOUR.byzantine()).isEqualTo(1);
  }

  @Test
  void timesEveryRuleBesideTheMean() throws IOException {
    Path json = folder.resolve("cost.json");
    Path csv = folder.resolve("cost.csv");
    Said said =
        run(
            "--peers=4,7",
            "--elements=5000",
            "--repeat=3",
            "--rules=meamed,bulyan,nnm+krum",
            "--json=" + json,
            "--csv=" + csv);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("needs 7 peers", "needs 5 peers", "zeno is not here");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    List<String> timed = new ArrayList<>();
    for (JsonNode rule : result.get("rules")) {
      if (rule.has("medianMillis")) {
        timed.add(rule.get("rule").asText() + rule.get("peers").asInt());
        assertThat(rule.get("repetitions").asInt()).isEqualTo(3);
        assertThat(rule.get("timesLimit").asDouble()).isPositive();
      }
    }
    assertThat(timed)
        .containsExactly(
            "limit4", "mean4", "meamed4", "limit7", "mean7", "meamed7", "bulyan7", "nnm+krum7");
    assertThat(Files.readAllLines(csv)).hasSize(9);
  }

  @Test
  void leavesOutWhatTheHeapCannotHold() {
    List<String> said = new ArrayList<>();
    CostResult result =
        new RuleTimes(List.of(RuleChoice.MEAN), 3, 1000, 80_000_000, System::nanoTime, said::add)
            .of(List.of(4), List.of(100, 11_689_512));
    assertThat(result.samples()).allMatch(one -> one.of().elements() == 100);
    assertThat(result.skipped())
        .singleElement()
        .asString()
        .startsWith("4 x 11,689,512 left out: it takes 441.2 MB of heap, there are 80.0 MB");
    assertThat(said).containsAll(result.skipped());
  }

  @Test
  void theLimitReadsEveryValue() {
    float[] ones = new float[200_001];
    Arrays.fill(ones, 1);
    assertThat(MemoryPass.over(List.of(ones, ones, ones))).isEqualTo(600_003);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rules=zeno | zeno evaluates a model, which is most of its cost; time it with --epoch",
        "--rules=median | no rule is called 'median'",
        "--peers=1 | --peers is 1; it must be 2 to 64",
        "--elements=0 | --elements is 0; it must be 1 to 200000000",
        "--repeat=0 | --repeat is 0; it must be 1 to 1000",
        "--json=no/such/a.json | --json no/such/a.json cannot be written",
        "--epoch --csv=a.csv | --epoch has none",
        "--epoch --model=perceptron | perceptron",
        "--epoch --data=no/such | --data no/such is neither digits nor mnist nor cifar10 nor a folder",
      })
  void refusesBadArguments(String arguments, String message) {
    Said said = run(arguments.split(" ", -1));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(message);
  }
}
