package io.spirt.frameworks.single;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.testing.Reference;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.testing.Threaded;
import io.spirt.frameworks.worker.WorkerEpoch;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.frameworks.worker.WorkerResult;
import io.spirt.functions.RunObjects;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleMachineTest {
  private static final ServiceAddresses NONE = new ServiceAddresses(Map.of());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void withAStepOfOneBatchPerPeerItDoesTheArithmeticOfAllThatExchange(int peers) {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(peers, 3, 0.5), 7);
    assertThat(train(store, "step").paramsDigest())
        .isEqualTo(Reference.digest(store, new SmallEngine()));
  }

  @Test
  void updatesAfterEachBatchByDefault() {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(4, 3, 0), 7);
    WorkerResult result = train(store, "batch");
    assertThat(result.updates()).isEqualTo(3 * 7);
    assertThat(result.outcome().reason()).isEqualTo("all epochs done");
  }

  @Test
  void leavesTheModelTheOutcomeAndTheFiguresOfEachEpoch() {
    ObjectStore store = SmallJob.store(folder, SmallJob.job(2, 3, 0), 7);
    WorkerResult result = train(store, "batch");
    RunObjects objects = new RunObjects(store);
    assertThat(objects.outcome(SmallJob.RUN).paramsDigest()).isEqualTo(result.paramsDigest());
    assertThat(objects.model(SmallJob.RUN)).isNotEmpty();
    WorkerRecords records = new WorkerRecords(store, SmallJob.RUN);
    assertThat(records.keys().stream().map(records::epoch))
        .hasSize(3)
        .allSatisfy(epoch -> assertThat(epoch.steps()).isEqualTo(7))
        .extracting(WorkerEpoch::validationAccuracy)
        .containsExactly(null, 0.5, 0.5);
  }

  private static WorkerResult train(ObjectStore store, String updateAfter) {
    return Threaded.run(new SingleMachine(), Map.of("updateAfter", updateAfter), store, NONE)
        .get(Member.worker(0));
  }
}
