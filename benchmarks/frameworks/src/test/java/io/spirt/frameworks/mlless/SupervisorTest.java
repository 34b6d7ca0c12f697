package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.database.Convergence;
import io.spirt.frameworks.MemberFailedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final String RUN = "demo";
  private static final MllessOptions OPTIONS =
      new MllessOptions(FilterKind.NORM, 0.7, 0, 30_000, 300_000, false, 20, 1);
  private static final BatchPlan.Order TWO_EACH = (epoch, rank) -> List.of(2 * rank, 2 * rank + 1);

  private static Supervisor of(int workers, MllessOptions options) {
    return new Supervisor(
        RUN, options, new BatchPlan(TWO_EACH, workers), SupervisorState.first(workers), 0);
  }

  private static Message.Report report(int step, int rank, boolean update) {
    return new Message.Report(RUN, step, rank, 1 + rank, 8, update);
  }

  private static Message.Expected expected(
      int step, List<Integer> active, List<Integer> updates, int leaving) {
    return new Message.Expected(RUN, step, active, active.size(), updates, leaving, "");
  }

  private static Convergence convergence(int epoch, String stop) {
    return new Convergence(epoch, 0.1, 1, 0, 0, 1, 0.5, stop);
  }

  @Test
  void announcesAStepOnceAllHaveReported() {
    Supervisor supervisor = of(3, OPTIONS);
    assertThat(supervisor.accept(report(0, 2, true), 1)).isEmpty();
    assertThat(supervisor.accept(report(0, 0, false), 2)).isEmpty();
    assertThat(supervisor.missing()).containsExactly(1);
    assertThat(supervisor.accept(report(0, 1, true), 3))
        .containsExactly(expected(0, List.of(0, 1, 2), List.of(1, 2), -1));
  }

  @Test
  void aReportThatComesTwiceOrLateCountsOnce() {
    Supervisor supervisor = of(2, OPTIONS);
    supervisor.accept(report(0, 0, true), 1);
    assertThat(supervisor.accept(report(0, 0, true), 2)).isEmpty();
    assertThat(supervisor.accept(report(1, 1, true), 2)).isEmpty();
    assertThat(supervisor.accept(report(0, 1, false), 3)).hasSize(1);
    assertThat(supervisor.accept(report(0, 1, false), 4)).isEmpty();
    assertThat(supervisor.missing()).containsExactly(0, 1);
  }

  @Test
  void goesOnWithoutASilentWorkerOnceOneHasWaitedItsPatience() {
    Supervisor supervisor = of(3, OPTIONS);
    assertThat(supervisor.tick(200_000)).isEmpty();
    supervisor.accept(report(0, 0, true), 210_000);
    supervisor.accept(report(0, 2, true), 211_000);
    assertThat(supervisor.tick(240_000)).isEmpty();
    assertThat(supervisor.tick(240_001))
        .containsExactly(expected(0, List.of(0, 2), List.of(0, 2), -1));
    assertThat(supervisor.state().silent).containsExactly(1);
    assertThat(supervisor.accept(report(1, 1, true), 240_002)).isEmpty();
    supervisor.accept(report(1, 0, true), 240_003);
    assertThat(supervisor.accept(report(1, 2, true), 240_004).get(0))
        .isEqualTo(expected(1, List.of(0, 2), List.of(0, 2), -1));
  }

  @Test
  void givesUpIfNobodySaysAnything() {
    Supervisor supervisor = of(2, OPTIONS);
    assertThatThrownBy(() -> supervisor.tick(300_001))
        .isInstanceOf(MemberFailedException.class)
        .hasMessage("no worker has said anything for 300 s at step 0 of epoch 1: rank [0, 1]");
  }

  @Test
  void asksForACheckAtAnEpochsEndAndGoesOnAfterIt() {
    Supervisor supervisor = of(1, OPTIONS);
    supervisor.accept(report(0, 0, true), 1);
    assertThat(supervisor.accept(report(1, 0, true), 2))
        .containsExactly(expected(1, List.of(0), List.of(0), -1), new Message.Evaluate(RUN, 1, 0));
    Message.Evaluated evaluated = new Message.Evaluated(RUN, 1, 0, convergence(1, ""));
    assertThat(supervisor.accept(evaluated, 3))
        .containsExactly(new Message.Verdict(RUN, 1, convergence(1, "")));
    assertThat(supervisor.state().epoch).isEqualTo(2);
    assertThat(supervisor.accept(report(2, 0, true), 4))
        .containsExactly(expected(2, List.of(0), List.of(0), -1));
  }

  @Test
  void asksTheNextWorkerIfTheFirstIsSilent() {
    Supervisor supervisor = of(2, OPTIONS);
    for (int step = 0; step < 2; step++) {
      supervisor.accept(report(step, 0, true), 1);
      supervisor.accept(report(step, 1, true), 2);
    }
    assertThat(supervisor.missing()).containsExactly(0);
    assertThat(supervisor.tick(30_003)).containsExactly(new Message.Evaluate(RUN, 1, 1));
    assertThat(supervisor.accept(new Message.Evaluated(RUN, 1, 0, convergence(1, "")), 1))
        .isEmpty();
    assertThat(supervisor.accept(new Message.Evaluated(RUN, 1, 1, convergence(1, "")), 1))
        .hasSize(1);
  }

  @Test
  void endsWhenTheLastModelsAreThere() {
    Supervisor supervisor = of(2, OPTIONS);
    for (int step = 0; step < 2; step++) {
      supervisor.accept(report(step, 0, true), 1);
      supervisor.accept(report(step, 1, true), 2);
    }
    supervisor.accept(new Message.Evaluated(RUN, 1, 0, convergence(1, "all epochs done")), 3);
    assertThat(supervisor.accept(new Message.Finished(RUN, 1), 4)).isEmpty();
    assertThat(supervisor.accept(new Message.Finished(RUN, 0), 5))
        .containsExactly(new Message.End(RUN, List.of(0, 1)));
    assertThat(supervisor.isOver()).isTrue();
  }

  @Test
  void stopsAfterStepsWithoutProgress() {
    MllessOptions patient = new MllessOptions(FilterKind.NONE, 0, 3, 1, 1000, false, 20, 1);
    Supervisor supervisor =
        new Supervisor(
            RUN,
            patient,
            new BatchPlan((epoch, rank) -> List.of(0, 1, 2, 3, 4, 5, 6), 1),
            SupervisorState.first(1),
            0);
    List<String> stops = new ArrayList<>();
    double[] losses = {2, 1, 1.9, 1.9, 1.9};
    for (int step = 0; step < losses.length; step++) {
      Message first =
          supervisor.accept(new Message.Report(RUN, step, 0, losses[step], 8, true), step).get(0);
      stops.add(((Message.Expected) first).stop());
    }
    assertThat(stops).containsExactly("", "", "", "", "no progress in 3 steps");
  }

  @Test
  void oneLeavesAfterTheKneeAndItsBatchesGoToTheOthers() {
    MllessOptions scaling = new MllessOptions(FilterKind.NORM, 0.7, 0, 30_000, 1, true, 20, 1);
    BatchPlan plan = new BatchPlan((epoch, rank) -> java.util.Collections.nCopies(400, rank), 3);
    Supervisor supervisor = new Supervisor(RUN, scaling, plan, SupervisorState.first(3), 0);
    int step = 0;
    Message.Expected last;
    do {
      double loss = Math.exp(-step / 50.0);
      List<Message> said = List.of();
      for (int rank = 0; rank < 3; rank++) {
        said = supervisor.accept(new Message.Report(RUN, step, rank, loss, 8, true), step);
      }
      last = (Message.Expected) said.get(0);
    } while (last.leaving() < 0 && ++step < 399);
    // the bend reaches 0.3 after about 2.6 time constants
    assertThat(step).isBetween(110, 160);
    assertThat(last.leaving()).isEqualTo(2);
    assertThat(supervisor.missing()).containsExactly(2);
    assertThat(supervisor.accept(new Message.Left(RUN, step, 2), 1))
        .containsExactly(new Message.Merge(RUN, step, 2, true));
    assertThat(supervisor.missing()).containsExactly(0, 1);
    // two do what three had left
    assertThat(plan.steps(1)).isEqualTo(step + 1 + (399 - step) * 3 / 2 + (399 - step) * 3 % 2);
  }

  @Test
  void whoDiesWhileLeavingIsNotWaitedForLonger() {
    MllessOptions scaling = new MllessOptions(FilterKind.NORM, 0.7, 0, 30_000, 1, true, 1, 1);
    SupervisorState state = SupervisorState.first(2);
    state.stepsAtLeave = 1;
    state.losses.add(1.0);
    Supervisor supervisor = new Supervisor(RUN, scaling, new BatchPlan(TWO_EACH, 2), state, 0);
    supervisor.accept(new Message.Report(RUN, 0, 0, 0.5, 8, true), 1);
    supervisor.accept(new Message.Report(RUN, 0, 1, 0.5, 8, true), 2);
    assertThat(supervisor.tick(30_003)).containsExactly(new Message.Merge(RUN, 0, 1, false));
  }

  /** Killed after every word, it goes on from what lies in the database. */
  @Test
  void anotherProcessSaysWhatThisOneWouldHaveSaid() {
    Supervisor one = of(2, OPTIONS);
    Supervisor other = of(2, OPTIONS);
    List<Message.FromWorker> words =
        List.of(
            report(0, 1, true),
            report(0, 0, false),
            report(1, 0, true),
            report(1, 1, true),
            new Message.Evaluated(RUN, 1, 0, convergence(1, "")),
            report(2, 0, true),
            report(2, 1, false),
            report(3, 1, true),
            report(3, 0, true),
            new Message.Evaluated(RUN, 2, 0, convergence(2, "all epochs done")),
            new Message.Finished(RUN, 0),
            new Message.Finished(RUN, 1));
    for (Message.FromWorker word : words) {
      List<Message> said = one.accept(word, 1);
      assertThat(other.accept(word, 1)).isEqualTo(said);
      String stored = Messages.write(other.state());
      other =
          new Supervisor(
              RUN,
              OPTIONS,
              new BatchPlan(TWO_EACH, 2),
              Messages.read(stored, SupervisorState.class),
              2);
      assertThat(other.accept(word, 3)).isEmpty();
      if (!said.isEmpty()) {
        assertThat(other.state().said).isEqualTo(said);
      }
    }
    assertThat(other.isOver()).isTrue();
  }
}
