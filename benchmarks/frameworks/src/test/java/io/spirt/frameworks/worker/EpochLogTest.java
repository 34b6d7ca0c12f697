package io.spirt.frameworks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.store.FileObjectStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochLogTest {
  @TempDir private Path folder;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aFreshInvocationGoesOnWithTheFiguresOfTheEpoch() {
    WorkerRecords records = new WorkerRecords(new FileObjectStore(folder), "run");
    EpochLog first = new EpochLog(2, records, nanos::get);
    first.begin(1);
    first.timed(StepStage.SYNC, () -> pass(40));
    first.count(Traffic.put(100));
    first.batchDone(new StepGradient(new float[0], 3, 10, 5));
    first.breakOff(0.1);
    pass(1000);
    EpochLog second = new EpochLog(2, records, nanos::get);
    second.begin(1);
    second.timed(StepStage.SYNC, () -> pass(2));
    second.count(Traffic.get(7));
    second.batchDone(new StepGradient(new float[0], 1, 6, 5));
    second.end(0.1, Optional.empty());
    WorkerEpoch epoch = records.epoch(records.keys().get(0));
    assertThat(epoch.wallMillis()).isEqualTo(42);
    assertThat(epoch.stageMillis()).containsEntry("sync", 42.0).containsEntry("fetch", 0.0);
    assertThat(epoch.steps()).isEqualTo(2);
    assertThat(epoch.samples()).isEqualTo(16);
    assertThat(epoch.loss()).isEqualTo(2);
    assertThat(epoch.computeMillis()).isEqualTo(10);
    assertThat(epoch.traffic()).isEqualTo(new Traffic(1, 1, 0, 0, 100, 7));
    second.begin(2);
    second.end(0.1, Optional.empty());
    assertThat(records.epoch(records.keys().get(1)).steps()).isZero();
  }

  private void pass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }
}
