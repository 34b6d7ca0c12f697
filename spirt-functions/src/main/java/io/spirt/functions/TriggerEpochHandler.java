package io.spirt.functions;

import io.spirt.database.AgreedView;
import io.spirt.database.Convergence;
import io.spirt.database.PeerDatabase;
import io.spirt.database.ProgressStore;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.peer.Assignment;
import io.spirt.peer.RoundPlan;
import io.spirt.statemachine.MachineNames;
import io.spirt.statemachine.NoSuchStateMachineException;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Ends a round and starts the next: plans its batches, makes a state machine if none fits their
 * number, and starts the execution under a name that follows from run, rank and round, so that
 * starting twice starts once. Before the first round of an epoch the peers agree on its view; after
 * the last round of the job they compare what they came to.
 */
public final class TriggerEpochHandler extends StageHandler {

  public TriggerEpochHandler(FunctionServices services) {
    super(Stage.TRIGGER_EPOCH, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    int version = run.database().model().requireVersion().version();
    if (version < event.round() + 1) {
      throw new PermanentException(
          "the model is at version "
              + version
              + "; round "
              + (event.round() + 1)
              + " needs version "
              + (event.round() + 1));
    }
    // A peer that caught up with the others goes on where they are.
    int next = version;
    if (isLate(event, run, version)) {
      result
          .put("status", "stale")
          .put("ended", false)
          .put("removed", false)
          .put("version", version)
          .put("nextRound", next);
      return;
    }
    putEpochTime(event, run, result);
    forget(run.database(), event.round());
    if (event.round() < 0 && next > 1) {
      run.database().forgetRoundsBefore(next - 1);
    }
    if (event.round() < next - 1) {
      forget(run.database(), next - 1);
    }
    String stop = stop(event, run, next, result);
    boolean removed = !run.database().progress().view().active().contains(event.rank());
    boolean ended = !removed && (!stop.isEmpty() || next >= run.job().rounds());
    if (ended) {
      result.timed("compareMillis", () -> new FinalComparison(event, run, services()).run());
      run.database().progress().setEnded(stop.isEmpty() ? "all epochs done" : stop);
    } else if (!removed) {
      result.put("execution", result.timed("startMillis", () -> start(event, run, next)));
    }
    result
        .put("ended", ended)
        .put("removed", removed)
        .put("version", version)
        .put("nextRound", next);
  }

  private void putEpochTime(StageEvent event, StageRun run, StageResult result) {
    if (event.round() >= 0 && run.job().endsEpoch(event.round())) {
      run.database()
          .progress()
          .epochStart(event.epoch())
          .ifPresent(start -> result.put("epochMillis", services().clock().millis() - start));
    }
  }

  /**
   * True for a duplicate that comes when the round that it started has moved the model already:
   * what follows is that round's own to say, when its convergence check is done.
   */
  private static boolean isLate(StageEvent event, StageRun run, int version) {
    int started = run.database().progress().started(run.database().identity().incarnation());
    return event.round() < started && started < version;
  }

  /** Why training stops, or an empty text; at the end of an epoch as the peers agree on it. */
  private String stop(StageEvent event, StageRun run, int next, StageResult result) {
    ProgressStore progress = run.database().progress();
    boolean startsEpoch = next > 0 && next % run.job().training().roundsPerEpoch() == 0;
    int epoch = next / run.job().training().roundsPerEpoch() + 1;
    int agreed = progress.agreedView().map(AgreedView::epoch).orElse(0);
    if (startsEpoch && agreed < epoch) {
      agree(event, run, epoch, result);
    }
    if (startsEpoch) {
      progress.forgetVote(epoch - 2);
    }
    return progress.convergence().map(Convergence::stop).orElse("");
  }

  private void agree(StageEvent event, StageRun run, int epoch, StageResult result) {
    SortedSet<Integer> before = run.database().progress().view().active();
    AgreedView agreed =
        result.timed(
            "consensusMillis",
            () ->
                new EpochConsensus(event, run, services().trust(event, run), services())
                    .agree(epoch));
    SortedSet<Integer> added = without(agreed.view().active(), before);
    SortedSet<Integer> stayed = without(agreed.view().active(), added);
    if (!added.isEmpty() && !stayed.isEmpty() && stayed.first() == event.rank()) {
      result.put("checkpoint", Checkpointing.write(event, run, services()));
    }
    result.put(
        "view",
        Map.of(
            "epoch",
            epoch,
            "active",
            agreed.view().active(),
            "removed",
            without(before, agreed.view().active()),
            "added",
            added));
  }

  private static SortedSet<Integer> without(Set<Integer> all, Set<Integer> some) {
    SortedSet<Integer> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
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
      database.exchange().forget(round - 1);
    }
  }

  private String start(StageEvent event, StageRun run, int round) {
    if (services().objects().isStopped(event.run())) {
      // A failure, so that the execution can be redriven from here when the run is to go on.
      throw new PermanentException("the admin has stopped the run");
    }
    RoundInput input = plan(event, run, round);
    int batches = input.batches().size();
    String incarnation = run.database().identity().incarnation();
    String name = MachineNames.execution(event.run(), event.rank(), round, incarnation);
    run.database().progress().setStarted(incarnation, round);
    if (services().records().isPresent()) {
      run.database().progress().startEpoch(input.epoch(), services().clock().millis());
    }
    Optional<String> known = run.database().progress().stateMachine(batches);
    if (known.isPresent()) {
      try {
        return services().workflows().start(known.get(), name, input.text());
      } catch (NoSuchStateMachineException e) {
        // It went with an earlier deployment of the job.
      }
    }
    return services().workflows().start(create(event, run, batches), name, input.text());
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

  private String create(StageEvent event, StageRun run, int batches) {
    RoundDefinition definition =
        RoundDefinition.generate(run.job(), batches, services().functionArns());
    String name =
        MachineNames.stateMachine(
            services().workflows().namePrefix() + event.run(), event.rank(), batches);
    String arn = services().workflows().create(name, definition.text());
    run.database().progress().setStateMachine(batches, arn);
    return arn;
  }
}
