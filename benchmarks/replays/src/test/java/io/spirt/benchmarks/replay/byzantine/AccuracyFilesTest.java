package io.spirt.benchmarks.replay.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.benchmarks.replay.output.PlotImages;
import java.io.ByteArrayInputStream;
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
    assertThat(AccuracyTable.setting(Trials.scenario().training()))
        .isEqualTo(
            "lenet5 on 1000 of digits, batches of 64; 2 rounds, 1 an epoch; rate 0.1, momentum 0.9,"
                + " seed 1");
    List<String> lines = AccuracyTable.lines(Trials.asPublished());
    assertThat(lines).allMatch(line -> line.length() <= 100);
    assertThat(lines.stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
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
    assertThat(AccuracyTable.lines(outcomes).stream().map(line -> line.replaceAll(" +", " ")))
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
    JsonNode json = AccuracyJson.runs(outcomes);
    assertThat(AccuracyJson.training(Trials.scenario().training()).get("samples").asInt())
        .isEqualTo(1000);
    assertThat(json.at("/0/accuracies/0").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/0/end").asText()).isEqualTo("trained");
    assertThat(json.at("/1/losses/0").isNull()).isTrue();
    assertThat(json.at("/1/standing").asText()).isEqualTo("fails");
    assertThat(json.at("/1/accuracyUnattacked").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/1/published").asText()).isEqualTo("diverges");
    assertThat(json.at("/1/honestDigestsEqual").asBoolean()).isTrue();
  }

  @Test
  void thePlotIsAPngOfOnePanelPerAttack() throws IOException {
    byte[] png;
    try {
      png = PlotImages.png(AccuracyPlot.of(Trials.asPublished(), Trials.FOUR), "");
    } catch (PlotImages.UnavailableException e) {
      assertThat(e).hasMessageContaining("libfreetype").hasMessageContaining("font");
      return;
    }
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(1000);
  }
}
