package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
  private static final JsonNode RESULT = JsonNodeFactory.instance.objectNode();

  private final HandTimer timer = new HandTimer();
  private final RecordedControls controls = new RecordedControls();
  private FaultInjector injector;

  @AfterEach
  void closes() {
    injector.close();
  }

  private void plan(Fault... faults) {
    injector = new FaultInjector(new FaultPlan(1, List.of(faults)), timer, timer::nanoTime);
    injector.started(controls);
  }

  private static StageEvent event(Stage stage, int rank, int round) {
    return new StageEvent(stage.word(), "small", rank, round + 1, round, null, null);
  }

  private void goThrough(Stage stage, int rank, int round) {
    injector.beforeStage(event(stage, rank, round)).join();
    injector.afterStage(event(stage, rank, round), RESULT);
  }

  @Test
  void aDatabaseIsKilledBeforeOneStageOfOnePeerAndStartedAgainLater() throws Exception {
    plan(new KillDatabase(1, "sync", 2, Moment.BEFORE, 2000, 1));
    goThrough(Stage.SYNC, 0, 2);
    goThrough(Stage.SYNC, 1, 1);
    goThrough(Stage.UPDATE, 1, 2);
    assertThat(controls.next()).isNull();

    timer.advance(70);
    injector.beforeStage(event(Stage.SYNC, 1, 2)).join();
    assertThat(controls.next()).isEqualTo("kill 1");
    timer.advance(1999);
    assertThat(controls.next()).isNull();
    timer.advance(1);
    assertThat(controls.await()).isEqualTo("restart 1");

    injector.beforeStage(event(Stage.SYNC, 1, 2)).join();
    assertThat(controls.next()).as("it happens once").isNull();
    assertThat(injector.fired())
        .containsExactly(
            new FiredFault(
                new KillDatabase(1, "sync", 2, Moment.BEFORE, 2000, 1),
                70,
                "kill-database of peer 1 before sync of round 2"));
    assertThat(injector.unfired()).isEmpty();
  }

  @Test
  void aDatabaseIsKilledAfterAStageHasReturnedAndStaysDead() {
    plan(new KillDatabase(0, "average", null, Moment.AFTER, null, 1));
    injector.beforeStage(event(Stage.AVERAGE, 0, 3)).join();
    injector.afterStage(event(Stage.AVERAGE, 0, 3), null);
    assertThat(controls.next()).as("the call failed").isNull();
    injector.afterStage(event(Stage.AVERAGE, 0, 3), RESULT);
    assertThat(controls.next()).isEqualTo("kill 0");
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void aFaultWithoutPlaceHitsWhoeverComesAsOftenAsItMay() {
    plan(new PauseDatabase(null, null, null, Moment.BEFORE, 5, 2));
    goThrough(Stage.INIT, 2, -1);
    goThrough(Stage.SYNC, 0, 4);
    goThrough(Stage.UPDATE, 1, 4);
    assertThat(controls.next()).isEqualTo("pause 2");
    assertThat(controls.next()).isEqualTo("pause 0");
    assertThat(controls.next()).isNull();
  }

  @Test
  void aPausedDatabaseGoesOnLater() throws Exception {
    plan(new PauseDatabase(0, "sync", 1, Moment.BEFORE, 1500, 1));
    goThrough(Stage.SYNC, 0, 1);
    assertThat(controls.next()).isEqualTo("pause 0");
    timer.advance(1500);
    assertThat(controls.await()).isEqualTo("resume 0");
  }

  @Test
  void aFunctionIsKilledSomeTimeAfterItHasBegun() throws Exception {
    plan(new KillFunction(1, "aggregate", 2, 5, 1));
    injector.stageGiven(event(Stage.AGGREGATE, 1, 2));
    timer.advance(4);
    assertThat(controls.next()).isNull();
    timer.advance(1);
    assertThat(controls.await()).isEqualTo("kill function 1 aggregate 2");
    injector.stageGiven(event(Stage.AGGREGATE, 1, 2));
    timer.advance(5);
    assertThat(controls.next()).as("the retry lives").isNull();
  }

  @Test
  void aFunctionThatEndedSoonerDoesNotCount() throws Exception {
    plan(new KillFunction(null, "compute-gradient", null, 0, 1));
    controls.functionsAtWork = false;
    injector.stageGiven(event(Stage.COMPUTE_GRADIENT, 1, 2));
    assertThat(controls.await()).isEqualTo("kill function 1 compute-gradient 2");
    controls.functionsAtWork = true;
    while (injector.fired().isEmpty()) {
      injector.stageGiven(event(Stage.COMPUTE_GRADIENT, 1, 3));
    }
    assertThat(controls.await()).isEqualTo("kill function 1 compute-gradient 3");
    assertThat(injector.fired())
        .extracting(FiredFault::what)
        .containsExactly("kill-function of peer 1 during compute-gradient of round 3");
  }

  @Test
  void aStageIsCalledWhenItsDelayIsOver() {
    plan(new Delay(2, "average", 3, 500, 1), new Delay(2, null, 3, 300, 1));
    CompletableFuture<Void> may = injector.beforeStage(event(Stage.AVERAGE, 2, 3));
    while (timer.waiting() < 2) {
      Thread.onSpinWait();
    }
    timer.advance(499);
    assertThat(may).isNotDone();
    timer.advance(1);
    may.join();
  }

  @Test
  void whatCannotBeDoneDoesNotFireAndHarmsNobody() {
    FillDisk fault = new FillDisk(0, "sync", 0, Moment.BEFORE, null, 1);
    plan(fault);
    goThrough(Stage.SYNC, 0, 0);
    assertThat(injector.fired()).isEmpty();
    assertThat(injector.unfired()).containsExactly(fault);
  }

  @Test
  void standsBetweenOnlyWhereAFaultWantsIt() {
    URI queues = URI.create("http://127.0.0.1:1");
    plan(new RefuseConnections(1, null, null, Moment.BEFORE, 10, 1));
    assertThat(injector.queueEndpoint(queues)).isEqualTo(queues);
    assertThat(injector.databasePort(0, 7000)).isEqualTo(7000);
    int port = injector.databasePort(1, 7000);
    assertThat(port).isNotEqualTo(7000);
    assertThat(injector.databasePort(1, 7000)).isEqualTo(port);
    injector.close();
    plan(new MessageFault(Tampering.DROP, null, null, null, null, 1, null, 1));
    assertThat(injector.queueEndpoint(queues)).isNotEqualTo(queues);
    assertThat(injector.databasePort(1, 7000)).isEqualTo(7000);
    assertThat(injector.isolatesFunctions()).isTrue();
  }
}
