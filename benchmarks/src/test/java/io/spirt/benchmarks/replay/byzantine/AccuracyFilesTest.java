package io.spirt.benchmarks.replay.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyFilesTest {
  @TempDir private Path folder;

  @Test
  void theTableHasEachAccuracyBesideTheUnattackedAndThePublishedOnes() {
    List<String> lines =
        AccuracyTable.lines(Trials.scenario(), Trials.asPublished(), "7.0.15", 0.5);
    assertThat(lines).allMatch(line -> line.length() <= 100);
    assertThat(lines.stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "lenet5 on 1000 of digits, batches of 64; 2 rounds, 1 an epoch; rate 0.1, momentum 0.9, seed 1",
            "4 peers, 1 malicious",
            "none mean 0.950 +0.0 +0.0 2 equal > 90 % at ~100",
            "none krum 0.900 +0.0 -5.0 2 equal -",
            "none bulyan needs 7 peers -",
            "noise mean 0.098 -85.2 -85.2 - equal diverges",
            "noise meamed 0.940 -0.5 -1.0 2 equal > 90 % at ~90");
  }

  @Test
  void theTableShowsWhatWentWrong() {
    Outcome apart =
        new Outcome(
            Trials.combination("noise", "meamed"),
            Outcome.End.TRAINED,
            "",
            List.of(new Point(1, 0.9, 0.3)),
            /* honestAgree= */ false,
            /* lied= */ false,
            1);
    Outcomes outcomes = new Outcomes(List.of(Trials.brokeDown("noise", "mean", 0.3, 0.1), apart));
    assertThat(
            AccuracyTable.lines(Trials.scenario(), outcomes, "7.0.15", 0.5).stream()
                .map(line -> line.replaceAll(" +", " ")))
        .contains(
            "noise mean broke down @2 - - - - diverges",
            "noise meamed NOT ATTACKED - - 1 DIFFER > 90 % at ~90");
  }

  @Test
  void theCsvHasALinePerRoundAndGrowsWithEachRun() throws IOException {
    Path file = folder.resolve("accuracy.csv");
    AccuracyCsv csv = new AccuracyCsv(file);
    csv.add(Trials.trained("none", "mean", 0.5, 0.75));
    csv.add(Outcome.tooFewPeers(Trials.combination("none", "bulyan"), 7));
    assertThat(file)
        .hasContent(
            """
            peers,malicious,attack,rule,round,accuracy,loss
            4,1,none,mean,1,0.5,0.5
            4,1,none,mean,2,0.75,0.25
            """);
    csv.add(Trials.trained("noise", "nnm+meamed", 0.25));
    assertThat(Files.readAllLines(file)).endsWith("4,1,noise,nnm+meamed,1,0.25,0.75");
  }

  @Test
  void theJsonHasTheCurvesAndNullForWhatIsNoNumber() {
    Outcome diverged =
        new Outcome(
            Trials.combination("noise", "mean"),
            Outcome.End.TRAINED,
            "",
            List.of(new Point(1, 0.1, Double.NaN)),
            /* honestAgree= */ true,
            /* lied= */ true,
            1);
    Outcomes outcomes = new Outcomes(List.of(Trials.trained("none", "mean", 0.95), diverged));
    JsonNode json = AccuracyJson.of(Trials.scenario(), outcomes, "7.0.15", 0.5);
    assertThat(json.get("experiment").asText()).isEqualTo("byzantine");
    assertThat(json.at("/training/samples").asInt()).isEqualTo(1000);
    assertThat(json.at("/runs/0/accuracies/0").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/runs/0/end").asText()).isEqualTo("trained");
    assertThat(json.at("/runs/1/losses/0").isNull()).isTrue();
    assertThat(json.at("/runs/1/standing").asText()).isEqualTo("fails");
    assertThat(json.at("/runs/1/accuracyUnattacked").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/runs/1/published").asText()).isEqualTo("diverges");
    assertThat(json.at("/runs/1/honestDigestsEqual").asBoolean()).isTrue();
  }

  @Test
  void thePlotIsAPngOfOnePanelPerAttack() throws IOException {
    Path file = folder.resolve("plot.png");
    try {
      AccuracyPlot.write(Trials.asPublished(), Trials.FOUR, file);
    } catch (AccuracyPlot.UnavailableException e) {
      assertThat(e).hasMessageContaining("libfreetype").hasMessageContaining("font");
      return;
    }
    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
    assertThat(folder.toFile().list()).containsExactly("plot.png");
  }
}
