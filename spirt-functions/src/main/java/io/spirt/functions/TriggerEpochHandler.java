package io.spirt.functions;

import io.spirt.database.Convergence;
import io.spirt.database.PeerDatabase;
import io.spirt.database.ProgressStore;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.statemachine.MachineNames;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import java.util.List;

/**
 * Ends a round and starts the next: plans its batches, makes a state machine if none fits their
 * number, and starts the execution under a name that follows from run, rank and round, so that
 * starting twice starts once.
 */
public final class TriggerEpochHandler extends StageHandler {

  public TriggerEpochHandler(FunctionServices services) {
    super(Stage.TRIGGER_EPOCH, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    int next = event.round() + 1;
    int version = run.database().model().requireVersion().version();
    if (version < next) {
      throw new PermanentException(
          "the model is at version " + version + "; round " + next + " needs version " + next);
    }
    forget(run.database(), event.round());
    String stop = run.database().progress().convergence().map(Convergence::stop).orElse("");
    boolean ended = !stop.isEmpty() || next >= run.job().rounds();
    if (ended) {
      run.database().progress().setEnded(stop.isEmpty() ? "all epochs done" : stop);
    } else {
      result.put("execution", result.timed("startMillis", () -> start(event, run, next)));
    }
    result.put("ended", ended).put("version", version);
  }

  /**
   * Drops what nobody can ask for any more. The average stays one round longer: a slower peer may
   * still be fetching it. This peer has passed the barrier of {@code round}, so every active peer
   * has ended the round before. Of that one, a late duplicate of a stage may have written again.
   */
  private static void forget(PeerDatabase database, int round) {
    if (round < 0) {
      return;
    }
    for (int ended = Math.max(0, round - 1); ended <= round; ended++) {
      database.gradients().forgetGradients(ended);
      database.aggregates().forget(ended);
      database.barrier().forget(ended);
    }
    if (round > 0) {
      database.gradients().forgetAverage(round - 1);
    }
  }

  private String start(StageEvent event, StageRun run, int round) {
    RoundInput input = plan(event, run, round);
    String machine = stateMachine(event, run, input.batches().size());
    return services()
        .workflows()
        .start(machine, MachineNames.execution(event.run(), event.rank(), round), input.text());
  }

  private static RoundInput plan(StageEvent event, StageRun run, int round) {
    Job job = run.job();
    int rounds = job.training().roundsPerEpoch();
    int epoch = job.epochOf(round);
    List<Integer> assigned =
        Assignment.assign(run.data().batches(), run.database().progress().view()).of(event.rank());
    List<Integer> batches =
        RoundPlan.batches(assigned, round % rounds, rounds, job.training().seed(), epoch);
    boolean check = job.endsEpoch(round) && job.convergence().isDue(epoch, job.training().epochs());
    return new RoundInput(event.run(), event.rank(), epoch, round, batches, check);
  }

  private String stateMachine(StageEvent event, StageRun run, int batches) {
    ProgressStore progress = run.database().progress();
    return progress
        .stateMachine(batches)
        .orElseGet(
            () -> {
              RoundDefinition definition =
                  RoundDefinition.generate(run.job(), batches, services().functionArns());
              String name = MachineNames.stateMachine(event.run(), event.rank(), batches);
              String arn = services().workflows().create(name, definition.text());
              progress.setStateMachine(batches, arn);
              return arn;
            });
  }
}
