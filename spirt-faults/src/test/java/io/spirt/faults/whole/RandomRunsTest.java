package io.spirt.faults.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.faults.FaultInjector;
import io.spirt.faults.FaultPlan;
import io.spirt.faults.FaultPlanReader;
import io.spirt.faults.RandomFaults;
import io.spirt.local.RunHooks;
import io.spirt.monitor.report.RunEvent;
import io.spirt.monitor.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole small runs under plans that are drawn: half of them with functions killed and messages
 * lost, doubled and late, half of them with a database killed beside that. How many is said by
 * {@code -Dspirt.faults.runs}, where the seeds begin by {@code -Dspirt.faults.seed}; a failure
 * shows its seed and its plan.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomRunsTest {
  private static final int RUNS = Integer.getInteger("spirt.faults.runs", 4);
  private static final int FIRST_SEED = Integer.getInteger("spirt.faults.seed", 1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path runs;

  private String undisturbed;
  private final List<Double> millis = new ArrayList<>();

  static Stream<Integer> seeds() {
    return IntStream.range(FIRST_SEED, FIRST_SEED + RUNS).boxed();
  }

  @BeforeAll
  void trainsWithoutFaults() {
    BatchesUsed used = new BatchesUsed(new OnThreads(RunHooks.NONE));
    RunReport report = SmallRuns.train(runs, used);
    assertThat(report.status()).as(report.failure()).isEqualTo("succeeded");
    undisturbed = SmallRuns.digests(report).iterator().next();
    assertThat(used.byEpoch()).hasSize(SmallRuns.EPOCHS);
    used.byEpoch().values().forEach(RandomRunsTest::assertEveryBatchOnce);
  }

  @AfterAll
  void tellsHowLongItTook() {
    System.out.printf(
        "%d runs under random faults, %.1f s each%n",
        millis.size(), millis.stream().mapToDouble(one -> one / 1000).average().orElse(0));
  }

  private static void assertEveryBatchOnce(Map<Integer, Set<Integer>> used) {
    assertThat(used.values().stream().flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, SmallRuns.BATCHES).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRunEndsWithOneModel(int seed) {
    FaultPlan plan =
        seed % 2 == 0
            ? RandomFaults.disturbances(seed, SmallRuns.JOB)
            : RandomFaults.databaseDeath(seed, SmallRuns.JOB);
    try (FaultInjector injector = FaultInjector.of(plan)) {
      BatchesUsed used = new BatchesUsed(injector);
      RunReport report = SmallRuns.train(runs, used);
      millis.add(report.wallMillis());
      String told =
          "seed %d: %s%nplan %s%nfired %s%nevents %s%npeers %s"
              .formatted(
                  seed,
                  report.failure(),
                  FaultPlanReader.write(plan),
                  injector.fired(),
                  report.events(),
                  report.peers());
      assertThat(report.status()).as(told).isEqualTo("succeeded");
      assertThat(SmallRuns.digests(report)).as(told).hasSize(1);
      Optional<RunEvent> change = firstChange(report);
      if (change.isEmpty() && everybodyTookPart(report)) {
        assertThat(SmallRuns.digests(report)).as(told).containsExactly(undisturbed);
      }
      int settledFrom = change.map(event -> lastChange(report) + 1).orElse(1);
      used.byEpoch()
          .tailMap(settledFrom)
          .forEach(
              (epoch, batches) ->
                  assertThat(batches.values().stream().flatMap(Set::stream))
                      .as("epoch %d of %s", epoch, told)
                      .containsExactlyInAnyOrderElementsOf(
                          IntStream.range(0, SmallRuns.BATCHES).boxed().toList()));
    }
  }

  private static Optional<RunEvent> firstChange(RunReport report) {
    return report.events().stream().filter(RandomRunsTest::changesTheView).findFirst();
  }

  private static int lastChange(RunReport report) {
    return report.events().stream()
        .filter(RandomRunsTest::changesTheView)
        .mapToInt(RunEvent::epoch)
        .max()
        .orElse(0);
  }

  private static boolean changesTheView(RunEvent event) {
    return event.type().equals("removed") || event.type().equals("added");
  }

  /** A peer that dies in the last epoch is missing though the view never changes. */
  private static boolean everybodyTookPart(RunReport report) {
    return report.events().stream()
        .noneMatch(event -> Set.of("missing", "excluded", "failed").contains(event.type()));
  }
}
