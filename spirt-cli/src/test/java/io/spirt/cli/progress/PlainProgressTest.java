package io.spirt.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cli.SampleRuns;
import io.spirt.job.Stage;
import io.spirt.monitor.report.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ManualClock clock = new ManualClock();
  private final StringWriter written = new StringWriter();
  private final Progress progress = new PlainProgress(new PrintWriter(written), clock);

  @Test
  void writesOneLinePerEpochAndNothingElse() {
    progress.preparing("starting 4 databases");
    progress.started(SampleRuns.job(4, 10), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    for (int epoch = 1; epoch <= 2; epoch++) {
      progress.stageStarted(0, epoch, epoch - 1, Stage.COMPUTE_GRADIENT);
      progress.batchDone(0, epoch, epoch - 1, 64, 1.0);
      clock.advance(2_500);
      progress.epochEnded(SampleRuns.epoch(epoch, 0.4117, epoch == 2 ? 0.9412 : null));
    }
    progress.close();
    assertThat(written.toString().lines())
        .containsExactly(
            "starting 4 databases",
            "sample: lenet5 on digits, 5,400 samples in 85 batches, 4 peers",
            "epoch  1/10  loss 0.412  val-acc -      2,000 samples/s  2.5 s  left 23 s",
            "epoch  2/10  loss 0.412  val-acc 0.941  2,000 samples/s  2.5 s  left 20 s");
  }

  @Test
  void lastEpochLeavesNoTime() {
    progress.started(SampleRuns.job(1, 1), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    progress.epochEnded(SampleRuns.epoch(1, 0.25, 0.5));
    assertThat(written.toString())
        .endsWith("epoch 1/1  loss 0.250  val-acc 0.500  2,000 samples/s  2.5 s\n");
  }

  @Test
  void writesALineForWhatHappensToAPeer() {
    progress.started(SampleRuns.job(4, 3), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    SampleRuns.withFailedPeer().events().forEach(progress::event);
    progress.event(new RunEvent("repaired", 2, 3, 14, "from version 12 to 14", 8_000));
    progress.event(new RunEvent("excluded", 1, 3, 15, "equivocation\n\033[2J", 8_100));
    progress.event(new RunEvent("added", 3, 4, 19, "", 9_000));
    progress.event(new RunEvent("resumed", -1, 0, -1, "", 0));
    assertThat(written.toString().lines().skip(1))
        .containsExactly(
            "  rank 3 does not answer (round 12)",
            "  rank 3 failed (round 12): sync: the own database does not answer",
            "  rank 3 left the view at epoch 3: 28 or 29 batches each",
            "  rank 2 copied the model of the majority (round 14): from version 12 to 14",
            "  the average of rank 1 was not used (round 15): equivocation [2J",
            "  rank 3 entered the view at epoch 4: 21 or 22 batches each",
            "  the run goes on");
  }

  @Test
  void aResumedRunHasOnlyItsLastEpochsLeft() {
    progress.started(SampleRuns.job(1, 10), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
    progress.epochEnded(SampleRuns.epoch(8, 0.25, 0.5));
    assertThat(written.toString()).endsWith("2.5 s  left 5.0 s\n");
  }

  @Test
  void writesNoControlCharacters() {
    writesOneLinePerEpochAndNothingElse();
    assertThat(written.toString().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
        .isEmpty();
  }
}
