package io.spirt.frameworks.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerEvent;
import io.spirt.functions.Pauses;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import io.spirt.testing.SmallEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffloadedGradientsTest {
  @TempDir private Path folder;
  private ObjectStore objects;
  private WorkerContext context;

  @BeforeEach
  void isRankOneOfTwo() {
    objects = new FileObjectStore(folder.resolve("objects"));
    ObjectStore store = SmallJob.store(folder.resolve("run"), SmallJob.job(2, 2, 0.5), 9);
    context =
        new WorkerContext(
            new WorkerEvent("p2p", SmallJob.RUN, Member.worker(1), Map.of(), 0),
            FrameworkOptions.of(new PeerToPeer(), Map.of()),
            store,
            new ServiceAddresses(LargeObjects.addresses(folder.resolve("objects"))),
            SmallEngine::new,
            () -> 900_000,
            InstantSource.system(),
            System::nanoTime,
            Pauses.real());
    context.log().begin(1);
  }

  private static CompletableFuture<GradientCall.Result> call(GradientCall call) {
    GradientFunction function = new GradientFunction(SmallEngine::new);
    return CompletableFuture.completedFuture(function.handle(GradientCall.read(call.write())));
  }

  private float[] offloaded(
      Function<GradientCall, CompletableFuture<GradientCall.Result>> functions) {
    return new OffloadedGradients(context, objects, functions).mean(1);
  }

  @Test
  void functionsGiveTheBitsOfThePeerItself() {
    List<Integer> share = context.schedule().share(1);
    LocalGradients local = new LocalGradients(context, share);
    float[] before = local.mean(1);
    assertThat(offloaded(OffloadedGradientsTest::call)).containsExactly(before);
    context.replica().apply(before, 0.1);
    assertThat(offloaded(OffloadedGradientsTest::call)).containsExactly(local.mean(2));
    assertThat(objects.list("")).as("nothing is left behind").isEmpty();
  }

  @Test
  void aFunctionThatDiesIsInvokedAgain() {
    AtomicInteger calls = new AtomicInteger();
    float[] mean =
        offloaded(
            call ->
                calls.incrementAndGet() <= 2
                    ? CompletableFuture.failedFuture(new IllegalStateException("it died"))
                    : call(call));
    assertThat(mean)
        .containsExactly(new LocalGradients(context, context.schedule().share(1)).mean(1));
    assertThat(calls).hasValue(context.schedule().share(1).size() + 2);
  }

  @Test
  void aFunctionThatAlwaysDiesEndsThePeer() {
    assertThatThrownBy(
            () ->
                offloaded(
                    call -> CompletableFuture.failedFuture(new IllegalStateException("it died"))))
        .isInstanceOf(MemberFailedException.class)
        .hasMessageContaining("worker 1: it died, 3 times");
  }
}
