package io.spirt.benchmarks.replay.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.benchmarks.replay.command.ReplayCommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByzantineCommandTest {
  @TempDir private Path folder;

  private final FakeRuns runs = new FakeRuns();

  private record Said(int code, String out, String err) {
    List<String> lines() {
      return out.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }
  }

  private Said run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (all.isEmpty() || !all.get(0).equals("--list")) {
      all.add(0, "byzantine");
      all.add("--out=" + folder.resolve("out"));
    }
    ReplayCommandRun run =
        ReplayCommandRun.group(List.of(new Byzantine(runs, runs)), all.toArray(String[]::new));
    return new Said(run.code(), run.out(), run.err());
  }

  @Test
  void triesThreeRulesUnderThreeAttacks() throws IOException {
    Said said = run();
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(runs.jobs)
        .hasSize(9)
        .startsWith("mean none 4", "meamed none 4", "zeno none 4", "mean none 4");
    assertThat(runs.lies)
        .hasSize(6)
        .startsWith("sign-flip [3] 1", "sign-flip [3] 1", "sign-flip [3] 1", "noise [3] 1");
    assertThat(said.lines())
        .contains(
            "none mean 0.950 +0.0 +0.0 184 equal > 90 % at ~100",
            "sign-flip mean 0.100 -85.0 -85.0 - equal fails",
            "sign-flip zeno 0.950 +0.0 +0.0 184 equal about 85 %",
            "Agrees: 4/1, noise: meamed, zeno hold; mean fails. As published.");
    assertThat(said.err())
        .contains("spirt: 4 of 9: mean under sign-flip, 4/1", "curves: ", "accuracy 0.100");
    assertThat(Files.readAllLines(folder.resolve("out/accuracy.csv"))).hasSize(1 + 9 * 25);
  }

  @Test
  void takesAChoiceOfRulesAttacksAndSettings() throws IOException {
    Path json = folder.resolve("result.json");
    Path csv = folder.resolve("result.csv");
    Said said =
        run(
            "--rules=krum,nnm+trimmed-mean",
            "--attacks=noise",
            "--peers=4/1,10/3",
            "--rounds=2",
            "--rounds-per-epoch=1",
            "--json=" + json,
            "--csv=" + csv);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(runs.jobs)
        .containsExactly(
            "trimmed-mean nearest-neighbour-mixing 4",
            "krum none 10",
            "trimmed-mean nearest-neighbour-mixing 10");
    assertThat(runs.lies).endsWith("noise [7, 8, 9] 1");
    assertThat(said.lines()).contains("noise krum needs 5 peers -", "10 peers, 3 malicious");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.at("/runs/0/end").asText()).isEqualTo("too-few-peers");
    assertThat(result.at("/runs/1/rule").asText()).isEqualTo("nnm+trimmed-mean");
    assertThat(Files.readAllLines(csv)).hasSize(1 + 3 * 2);
  }

  @Test
  void aRunThatAnAttackBreaksIsAResult() {
    runs.statusUnderAttack = "failed";
    Said said = run("--rules=mean", "--attacks=none,noise", "--rounds=2", "--rounds-per-epoch=1");
    assertThat(said.code()).isZero();
    assertThat(said.lines())
        .contains(
            "noise mean broke down @2 -85.0 -85.0 - - diverges",
            "Agrees: 4/1, noise: mean fails. As published.");
    assertThat(said.err()).contains("broke down after round 2: no finite numbers");
  }

  @Test
  void anAttackThatNobodyCarriedOutIsNone() {
    runs.lying = false;
    Said said = run("--rules=mean", "--attacks=noise", "--rounds=2", "--rounds-per-epoch=1");
    assertThat(said.code()).isEqualTo(5);
    assertThat(said.err()).contains("mean under noise, 4/1: the attack was not acted out");
    assertThat(said.out()).contains("NOT ATTACKED");
  }

  @Test
  void showsWhatThereIsWhenItIsInterrupted() throws IOException {
    runs.interruptedAfter = 1;
    Said said = run("--rules=mean", "--rounds=2", "--rounds-per-epoch=1");
    assertThat(said.code()).isEqualTo(130);
    assertThat(said.lines()).contains("none mean 0.950 +0.0 +0.0 2 equal > 90 % at ~100");
    assertThat(Files.readAllLines(folder.resolve("out/accuracy.csv"))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--rules=median | \"no rule is called 'median'; there are\"",
        "--rules=nnm+median | \"no rule is called 'median'; there are\"",
        "--attacks=bribery | \"no attack is called 'bribery'; there are none, sign-flip, noise\"",
        "--peers=4 | \"'4' is no setting; write peers/malicious, such as 4/1\"",
        "--peers=4/2 | a minority",
        "--rounds=121 | --rounds is 121; it must be a multiple of --rounds-per-epoch, which is 8",
        "--rounds=0 | --rounds is 0; it must be 1 to 100000",
        "--model=perceptron | perceptron",
        "--data=no/such/folder | --data no/such/folder is neither digits nor mnist nor cifar10 nor a folder",
        "--workers=65 | --workers is 65; it must be 1 to 64",
        "--json=no/such/folder/a.json | --json no/such/folder/a.json cannot be written",
        "--csv=no/such/folder/a.csv | --csv no/such/folder/a.csv cannot be written",
        "--learning-rate=-1 | learningRate",
      })
  void refusesBadArgumentsBeforeAnythingIsStarted(String argument, String message) {
    Said said = run(argument);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(message);
    assertThat(runs.jobs).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void isListed() {
    assertThat(run("--list").out())
        .contains("byzantine", "Trains with each aggregation rule", "SPIRT, QRS 2023, Fig. 8");
  }
}
