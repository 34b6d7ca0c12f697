package io.spirt.frameworks.lambdaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.testing.SmallJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that die: what the thesis's Table 8.7 says, and that who comes back changes no bit. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LambdaMlFaultTest {
  private static final int WORKERS = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"all-reduce, 0", "all-reduce, 2", "scatter-reduce, 0", "scatter-reduce, 2"})
  void allAreBlockedUntilTheLostWorkerIsBack(String id, int lost) {
    try (Fleet fleet = fleet(id, "0", folder, 6)) {
      List<CompletableFuture<String>> others = loseOne(fleet, lost);
      fleet.awaitStandstill(others(lost));
      assertThat(others).noneMatch(CompletableFuture::isDone);
      assertThat(fleet.startAgain(lost).join()).isEqualTo(fleet.expected());
      assertThat(others.stream().map(CompletableFuture::join)).containsOnly(fleet.expected());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all-reduce     | 0 | no gradient of step 1 from worker 0",
        "all-reduce     | 2 | no gradient of step 1 from worker 2",
        "scatter-reduce | 0 | no chunk of step 1 for worker [12] from worker 0",
        "scatter-reduce | 2 | no chunk of step 1 for worker [01] from worker 2",
      })
  void withoutARestartTheOthersGiveUpAndNameTheLostWorker(String id, int lost, String reason) {
    try (Fleet fleet = fleet(id, "0", folder, 6)) {
      List<CompletableFuture<String>> others = loseOne(fleet, lost);
      fleet.awaitStandstill(others(lost));
      fleet.pass(120_000);
      assertThat(others)
          .allSatisfy(
              other ->
                  assertThatExceptionOfType(CompletionException.class)
                      .isThrownBy(other::join)
                      .havingCause()
                      .isInstanceOf(MemberFailedException.class)
                      .withMessageMatching("waited 120 s in vain: " + reason + "\\. Raise .*"));
    }
  }

  /** The lost worker dies before its second put of gradients; those of step 0 are exchanged. */
  private static List<CompletableFuture<String>> loseOne(Fleet fleet, int lost) {
    CompletableFuture<String> victim =
        fleet.start(lost, 0, store -> new MuteAfter(store, "0000000001"), Fleet.AMPLE);
    List<CompletableFuture<String>> others = others(lost).stream().map(fleet::start).toList();
    assertThatExceptionOfType(CompletionException.class).isThrownBy(victim::join);
    return others;
  }

  /** To die after a request is to die before the next one: nothing but the store remains. */
  @ParameterizedTest
  @CsvSource({
    "all-reduce, 0, 1",
    "all-reduce, 2, 0",
    "scatter-reduce, 0, 0",
    "scatter-reduce, 2, 1"
  })
  void whoDiesAtAnyRequestAndComesBackChangesNoBit(String id, int lost, String checkpointSteps) {
    boolean died = true;
    for (int request = 1; died; request++) {
      // Two steps an epoch; in the second, worker 2 has no batch.
      Path ofThis = folder.resolve(Integer.toString(request));
      try (Fleet fleet = fleet(id, checkpointSteps, ofThis, 5)) {
        DyingStore dying = new DyingStore(fleet.shared, request);
        List<CompletableFuture<String>> others = others(lost).stream().map(fleet::start).toList();
        String digest = untilBack(fleet, lost, dying);
        assertThat(digest).as("died at request %d", request).isEqualTo(fleet.expected());
        assertThat(others.stream().map(CompletableFuture::join)).containsOnly(digest);
        died = dying.isDead();
      }
    }
  }

  private static String untilBack(Fleet fleet, int lost, DyingStore dying) {
    try {
      return fleet.start(lost, 0, store -> dying, Fleet.AMPLE).join();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(DyingStore.KilledException.class);
      return fleet.startAgain(lost).join();
    }
  }

  private static List<Integer> others(int lost) {
    return IntStream.range(0, WORKERS).filter(rank -> rank != lost).boxed().toList();
  }

  private static Fleet fleet(String id, String checkpointSteps, Path folder, int batches) {
    return new Fleet(
        id.equals("all-reduce") ? new AllReduce() : new ScatterReduce(),
        Map.of("checkpointSteps", checkpointSteps),
        folder,
        SmallJob.job(WORKERS, 2, 0.5),
        batches);
  }
}
