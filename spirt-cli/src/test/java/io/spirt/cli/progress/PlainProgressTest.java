package io.spirt.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cli.SampleRuns;
import io.spirt.job.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ManualClock clock = new ManualClock();
  private final StringWriter written = new StringWriter();
  private final Progress progress = new PlainProgress(new PrintWriter(written), clock);

  @Test
  void writesOneLinePerEpochAndNothingElse() {
    progress.preparing("starting 4 databases");
    progress.started(SampleRuns.job(4, 10), SampleRuns.data(), Path.of("runs/sample"));
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
    progress.started(SampleRuns.job(1, 1), SampleRuns.data(), Path.of("runs/sample"));
    progress.epochEnded(SampleRuns.epoch(1, 0.25, 0.5));
    assertThat(written.toString())
        .endsWith("epoch 1/1  loss 0.250  val-acc 0.500  2,000 samples/s  2.5 s\n");
  }

  @Test
  void writesNoControlCharacters() {
    writesOneLinePerEpochAndNothingElse();
    assertThat(written.toString().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
        .isEmpty();
  }
}
