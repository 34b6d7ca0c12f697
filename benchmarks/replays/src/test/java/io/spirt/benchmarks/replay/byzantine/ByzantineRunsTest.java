package io.spirt.benchmarks.replay.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.benchmarks.replay.ReplayRuntime;
import io.spirt.benchmarks.replay.RuleChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest replay with real databases, queues, state machines, processes and lies. */
class ByzantineRunsTest {
  @TempDir private Path folder;

  @Test
  void everyCombinationIsTrainedAndTheNoiseHurtsTheMeanAlone() {
    Scenario scenario =
        new Scenario(
            List.of(Trials.FOUR),
            List.of("none", "noise"),
            List.of(RuleChoice.of("mean"), RuleChoice.of("meamed"), RuleChoice.of("bulyan")),
            new Scenario.Training("lenet5", "digits", OptionalInt.of(160), 36, 2, 1, 0.01, 0.9, 1));
    List<Outcome> outcomes = new ArrayList<>();
    ByzantineReplay replay =
        new ByzantineReplay(
            ReplayRuntime.LOCAL, new InjectedLies(), System::nanoTime, System.out::println);
    replay.run(scenario, Optional.empty(), folder, /* workers= */ 2, outcomes::add);
    assertThat(outcomes).hasSize(6);
    assertThat(outcomes)
        .filteredOn(one -> one.combination().rule().equals(RuleChoice.of("bulyan")))
        .allMatch(one -> one.end() == Outcome.End.TOO_FEW_PEERS);
    Outcome mean = outcomes.get(0);
    Outcome meamed = outcomes.get(1);
    Outcome fooled = outcomes.get(3);
    Outcome robust = outcomes.get(4);
    for (Outcome outcome : List.of(mean, meamed, robust)) {
      assertThat(outcome.end()).as(outcome.why()).isEqualTo(Outcome.End.TRAINED);
      assertThat(outcome.points()).extracting(Point::round).containsExactly(1, 2);
      assertThat(outcome.honestAgree()).isTrue();
      assertThat(outcome.lied()).isTrue();
    }
    assertThat(fooled.lied()).isTrue();
    // Noise of standard deviation 200 moves each param by some 0.5 a round.
    assertThat(lastLoss(robust)).isLessThan(2 * lastLoss(meamed));
    assertThat(broken(fooled, 10 * lastLoss(mean))).isTrue();
  }

  private static boolean broken(Outcome outcome, double loss) {
    return outcome.end() == Outcome.End.BROKE_DOWN
        || outcome.points().stream().anyMatch(point -> !(point.loss() < loss));
  }

  private static double lastLoss(Outcome outcome) {
    return outcome.points().get(outcome.points().size() - 1).loss();
  }
}
