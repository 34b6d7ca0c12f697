package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.frameworks.Member;
import io.spirt.frameworks.mlless.RunningMembers.End;
import io.spirt.frameworks.service.SharedRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.UnifiedJedis;

/** Whole runs, with members as threads: what they come to, bit by bit. */
class MllessTrainingTest {
  @TempDir static Path folder;
  private static RunningMembers members;

  @BeforeAll
  static void start() throws Exception {
    members = new RunningMembers(folder);
  }

  @AfterAll
  static void stop() {
    members.close();
  }

  private static String job(int workers, int epochs, String optimizer) {
    return """
        {"name": "demo", "peers": %d,
         "model": {"name": "lenet5"},
         "dataset": {"name": "digits", "batchSize": 4},
         "training": {"epochs": %d, "learningRate": 0.2, "seed": 1, "optimizer": %s},
         "convergence": {"everyEpochs": 2, "patience": 100}}
        """
        .formatted(workers, epochs, optimizer);
  }

  private static final String MOMENTUM =
      """
      {"name": "sgd", "momentum": 0.9, "nesterov": true, "weightDecay": 0.01}
      """;
  private static final String PLAIN = "{\"name\": \"sgd\"}";
  private static final Map<String, String> NO_FILTER = Map.of("filter", "none", "patience", "0");

  private static List<End> workers(Map<Member, End> ends) {
    return ends.entrySet().stream()
        .filter(end -> end.getKey().isWorker())
        .map(Map.Entry::getValue)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 5", "3, 7", "4, 9", "5, 6"})
  void withoutFilterAllParamsAreThoseOfOneProcess(int workers, int batches) {
    String run = members.prepare(job(workers, 3, MOMENTUM), batches);
    List<Float> reference = members.reference(run);
    Map<Member, End> ends = members.runAll(run, workers, NO_FILTER, member -> new TinyEngine());
    assertThat(ends.values()).allSatisfy(end -> assertThat(end.failure()).isEmpty());
    assertThat(workers(ends)).hasSize(workers);
    assertThat(workers(ends))
        .allSatisfy(
            end -> {
              assertThat(end.reason()).isEqualTo("all epochs done");
              assertThat(end.state()).isEqualTo(reference);
            });
  }

  @ParameterizedTest
  @CsvSource({"NORM, 0.8", "NORM, 5", "COORDINATE, 0.3", "COORDINATE, 2"})
  void withAFilterParamsAreThoseOfTheSameArithmetic(FilterKind filter, double threshold) {
    String run = members.prepare(job(3, 4, PLAIN), 11);
    Map<String, String> options =
        Map.of("filter", filter.word(), "threshold", Double.toString(threshold), "patience", "0");
    Map<Member, End> ends = members.runAll(run, 3, options, member -> new TinyEngine());
    assertThat(ends.values()).allSatisfy(end -> assertThat(end.failure()).isEmpty());
    List<Float> plain = PlainMlless.train(3, 11, 4, filter, threshold);
    assertThat(workers(ends)).allSatisfy(end -> assertThat(end.state()).isEqualTo(plain));
  }

  @Test
  void updatesThatAllHaveAppliedAreDeleted() {
    String run = members.prepare(job(2, 2, PLAIN), 6);
    members.runAll(run, 2, NO_FILTER, member -> new TinyEngine());
    try (UnifiedJedis redis = SharedRedis.client(members.addresses())) {
      assertThat(redis.keys(run + ":*")).containsExactly(run + ":supervisor");
    }
  }

  /** Thesis, Table 8.7: "worker down: training continues with existing workers". */
  @Test
  void goesOnWithoutAWorkerThatIsDown() {
    String run = members.prepare(job(3, 2, PLAIN), 9);
    Map<String, String> options =
        Map.of("filter", "none", "patience", "0", "workerPatienceSeconds", "1");
    Map<Member, End> ends =
        members.runAll(run, 3, options, member -> new TinyEngine(member.rank() == 1 ? 2 : 1000));
    assertThat(ends.get(Member.worker(1)).failure()).isPresent();
    End first = ends.get(Member.worker(0));
    assertThat(first.reason()).isEqualTo("all epochs done");
    assertThat(ends.get(Member.worker(2)).state()).isEqualTo(first.state());
  }

  /** The same: "supervisor down: workers blocked until it comes back". */
  @Test
  void workersFailAfterTheirPatienceIfTheSupervisorDoesNotComeBack() {
    String run = members.prepare(job(1, 1, PLAIN), 3);
    End end =
        members.run(
            "mlless",
            run,
            Member.worker(0),
            Map.of("patienceSeconds", "1"),
            new TinyEngine(),
            () -> 900_000);
    assertThat(end.failure())
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("the supervisor does not say what to expect at step 0 of epoch 1");
  }

  @Test
  void anEndedSupervisorGoesOnFromTheDatabase() {
    String run = members.prepare(job(2, 2, MOMENTUM), 6);
    List<Float> reference = members.reference(run);
    AtomicInteger looks = new AtomicInteger();
    Map<Member, End> ends =
        members.runAll(
            run,
            2,
            NO_FILTER,
            member -> new TinyEngine(),
            // its time is over at every second look
            member ->
                member.isWorker()
                    ? () -> 900_000
                    : () -> looks.incrementAndGet() % 2 == 0 ? 0 : 900_000);
    assertThat(looks.get()).isGreaterThan(4);
    assertThat(workers(ends)).allSatisfy(end -> assertThat(end.state()).isEqualTo(reference));
  }

  @ParameterizedTest
  @CsvSource({"none", "norm", "coordinate"})
  void workersGoOnInFreshInvocationsBeforeTheirTimeIsOver(String filter) {
    Map<String, String> options = Map.of("filter", filter, "threshold", "2", "patience", "0");
    String one = members.prepare(job(2, 3, MOMENTUM), 7);
    List<End> whole = workers(members.runAll(one, 2, options, member -> new TinyEngine()));
    String other = members.prepare(job(2, 3, MOMENTUM), 7);
    AtomicInteger looks = new AtomicInteger();
    List<End> parts =
        workers(
            members.runAll(
                other,
                2,
                options,
                member -> new TinyEngine(),
                member ->
                    member.rank() == 1
                        ? () -> looks.incrementAndGet() % 3 == 0 ? 0 : 900_000
                        : () -> 900_000));
    assertThat(looks.get()).isGreaterThan(3);
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void aWorkerThatWasLostDoesNotComeBack() {
    String run = members.prepare(job(2, 2, PLAIN), 6);
    Map<Member, End> ends =
        members.runAll(
            run,
            2,
            Map.of("filter", "none", "workerPatienceSeconds", "1"),
            member -> new TinyEngine(member.rank() == 1 ? 1 : 1000));
    assertThat(ends.get(Member.worker(0)).failure()).isEmpty();
    End back = members.again(run, Member.worker(1));
    assertThat(back.failure())
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("worker 1 was lost, and MLLess has no way back");
  }

  @Test
  void aWorkerLeavesOnceTheLossHasPassedItsKnee() {
    String run = members.prepare(job(3, 8, PLAIN).replace("0.2", "0.5"), 15);
    Map<String, String> options =
        Map.of(
            "filter",
            "norm",
            "threshold",
            "1",
            "patience",
            "0",
            "scaleIn",
            "true",
            "leastWorkers",
            "2");
    Map<Member, End> ends = members.runAll(run, 3, options, member -> new TinyEngine());
    assertThat(ends.values()).allSatisfy(end -> assertThat(end.failure()).isEmpty());
    assertThat(ends.get(Member.worker(2)).reason()).startsWith("left after step ");
    assertThat(ends.get(Member.worker(0)).reason()).isEqualTo("all epochs done");
    assertThat(ends.get(Member.worker(1)).state()).isEqualTo(ends.get(Member.worker(0)).state());
  }

  @Test
  void stopsWhenTheLossDoesNotFallAnyMore() {
    String run = members.prepare(job(2, 40, PLAIN).replace("0.2", "0.9"), 4);
    Map<Member, End> ends =
        members.runAll(run, 2, Map.of("filter", "none"), member -> new TinyEngine());
    assertThat(workers(ends))
        .allSatisfy(end -> assertThat(end.reason()).isEqualTo("no progress in 10 steps"));
  }
}
