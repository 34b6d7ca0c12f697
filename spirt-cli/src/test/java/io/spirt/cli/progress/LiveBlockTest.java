package io.spirt.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cli.SampleRuns;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
  private final ManualClock clock = new ManualClock();
  private final ProgressState state = new ProgressState(clock);

  @Test
  void saysWhatIsBeingPrepared() {
    state.preparing("starting 2 databases");
    clock.advance(1_500);
    assertThat(lines(80, 24)).containsExactly("spirt  starting 2 databases  1.5 s");
  }

  @Test
  void showsEveryPeerAndTheWholeRun() {
    start(2);
    state.stageStarted(0, 1, 0, Stage.COMPUTE_GRADIENT);
    state.stageStarted(1, 1, 0, Stage.SYNC);
    clock.advance(2_000);
    for (int batch = 0; batch < 21; batch++) {
      state.batchDone(0, 1, 0, 100, 0.5);
    }
    assertThat(lines(90, 24))
        .containsExactly(
            "sample: lenet5 on digits, 5,400 samples in 85 batches, 2 peers",
            "  peer 0  compute-gradient  █████████████▏·············  21/43 batches  1,050 samples/s",
            "  peer 1  sync              ···························   0/42 batches  - samples/s",
            "  epoch 1/3  loss 0.500  val-acc -      elapsed 2.0 s");
  }

  @Test
  void estimatesTimeLeftFromTheMedianEpoch() {
    start(2);
    state.epochEnded(SampleRuns.epoch(1, 0.5, 0.75));
    clock.advance(500);
    // Two epochs of 2.5 s are left, and half a second of the first of them is over.
    assertThat(lines(80, 24).get(3)).endsWith("val-acc 0.750  elapsed 0.5 s  left 4.5 s");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    start(3);
    for (int columns = 1; columns < 120; columns++) {
      int width = columns;
      assertThat(lines(columns, 24)).allMatch(line -> line.length() <= Math.max(1, width - 1));
    }
  }

  @Test
  void countsPeersThatHaveNoRoom() {
    start(64);
    List<String> lines = lines(80, 24);
    assertThat(lines).hasSizeLessThan(24);
    assertThat(lines).contains("  and 45 more peers");
  }

  @Test
  void barIsExactToAnEighthOfACharacter() {
    assertThat(LiveBlock.bar(0, 8, 4)).isEqualTo("····");
    assertThat(LiveBlock.bar(1, 8, 4)).isEqualTo("▌···");
    assertThat(LiveBlock.bar(3, 32, 4)).isEqualTo("▍···");
    assertThat(LiveBlock.bar(8, 8, 4)).isEqualTo("████");
    assertThat(LiveBlock.bar(0, 0, 4)).isEqualTo("····");
  }

  @Test
  void lossIsOfTheEpochThatRuns() {
    start(2);
    state.batchDone(0, 1, 0, 64, 2.0);
    state.batchDone(0, 2, 1, 64, 1.0);
    state.batchDone(1, 1, 0, 64, 9.0);
    assertThat(lines(80, 24).get(3)).startsWith("  epoch 2/3  loss 1.000");
  }

  private void start(int peers) {
    state.started(SampleRuns.job(peers, 3), SampleRuns.data(), Optional.of(Path.of("runs/sample")));
  }

  private List<String> lines(int columns, int rows) {
    return LiveBlock.lines(state, columns, rows).stream().map(AttributedString::toString).toList();
  }
}
