package io.spirt.attacks.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.attacks.ActedAttack;
import io.spirt.attacks.AttackInjector;
import io.spirt.attacks.AttackPlanReader;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attacks come to in a whole run. Every run ends with one model on all peers. */
class AttackedRunsTest {
  private static final String MEAN = "{\"rule\": \"mean\"}";

  /** All attacks one after another, two rounds each but the last. */
  private static final String ALL =
      """
      {"attack": "sign-flip", "ranks": [1], "factor": -3, "toRound": 1},
      {"attack": "noise", "ranks": [1], "standardDeviation": 2, "fromRound": 2, "toRound": 3},
      {"attack": "label-flip", "ranks": [1], "fromRound": 4, "toRound": 5},
      {"attack": "alie", "ranks": [1], "z": 1.5, "fromRound": 6, "toRound": 7},
      {"attack": "ipm", "ranks": [1], "fromRound": 8, "toRound": 9},
      {"attack": "mimic", "ranks": [1], "fromRound": 10, "toRound": 11},
      {"attack": "equivocation", "ranks": [1], "fromRound": 12, "toRound": 12}
      """;

  private static final int ALL_ROUNDS = 14;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path runs;

  private RunReport train(int rounds, String aggregation, String attacks, boolean tls) {
    try (AttackInjector injector =
        AttackInjector.of(AttackPlanReader.read("{\"seed\": 5, \"attacks\": [" + attacks + "]}"))) {
      // One run has all that a user's has: function processes, and TLS.
      RunReport report =
          SmallRuns.train(
              runs,
              SmallRuns.job(rounds, aggregation),
              tls ? injector : new OnThreads(injector),
              tls);
      assertThat(injector.acted()).as("%s", injector.acted()).allMatch(ActedAttack::acted);
      assertThat(injector.unacted()).isEmpty();
      return report;
    }
  }

  private double[] paramsAfter(int rounds, String attacks) {
    return SmallRuns.params(runs, train(rounds, MEAN, attacks, false));
  }

  /**
   * The mean over four peers of which one shows −100 of its own: had all the same gradient g, each
   * step would be −0.1 · (3 − 100)/4 · g = 2.425 g, uphill. Honest params stay between 0 and 9, the
   * lowest and the highest label.
   */
  @Test
  void aSignFlipMovesTheMeanTheWrongWay() {
    double[] attacked = paramsAfter(2, "{\"attack\": \"sign-flip\", \"ranks\": [3]}");
    for (double param : attacked) {
      assertThat(Math.abs(param - 4.5)).isGreaterThan(5);
    }
  }

  /** Two attackers neither wait for each other nor differ: −1 · mean twice undoes two honest. */
  @Test
  void attackersColludeWithoutWaitingForEachOther() {
    double[] params = paramsAfter(2, "{\"attack\": \"ipm\", \"ranks\": [1, 2], \"epsilon\": 1}");
    for (int i = 0; i < params.length; i++) {
      assertThat(params[i]).isCloseTo(i, within(1e-4));
    }
  }

  @Test
  void flippedLabelsMoveTheParamsAndNothingElseOfTheRun() {
    double[] flipped = paramsAfter(2, "{\"attack\": \"label-flip\", \"ranks\": [0, 1, 2, 3]}");
    double[] honest =
        SmallRuns.params(
            runs,
            SmallRuns.train(runs, SmallRuns.job(2, MEAN), new OnThreads(RunHooks.NONE), false));
    // Each step goes 0.1 of the way from p to the labels' mean m, or to 9 - m: two steps leave
    // 0.81 p + 0.19 m, and both together 1.62 p + 0.19 · 9.
    for (int i = 0; i < honest.length; i++) {
      assertThat(honest[i] + flipped[i]).isCloseTo(1.62 * i + 1.71, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoTellsTwoThingsIsExcludedByNameInTheseRoundsOnly(boolean tls) {
    RunReport report =
        train(
            4,
            MEAN,
            "{\"attack\": \"equivocation\", \"ranks\": [2], \"fromRound\": 1, \"toRound\": 2}",
            tls);
    List<String> excluded = SmallRuns.excluded(report, 2);
    assertThat(excluded).as("%s", report.events()).hasSize(2);
    assertThat(excluded.get(0)).startsWith("1 ").contains("equivocation");
    assertThat(excluded.get(1)).startsWith("2 ").contains("equivocation");
    assertThat(report.events()).allMatch(event -> event.rank() == 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MEAN,
        "{\"rule\": \"meamed\"}",
        "{\"rule\": \"meamed\", \"compression\": {\"name\": \"qsgd\"}}",
        "{\"rule\": \"geomed\", \"preAggregation\": \"nearest-neighbour-mixing\"}"
      })
  void honestPeersEndWithOneModelUnderEveryAttack(String aggregation) {
    RunReport report = train(ALL_ROUNDS, aggregation, ALL, false);
    assertThat(SmallRuns.excluded(report, 1)).singleElement().asString().startsWith("12 ");
  }
}
