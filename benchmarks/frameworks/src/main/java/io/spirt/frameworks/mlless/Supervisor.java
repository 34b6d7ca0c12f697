package io.spirt.frameworks.mlless;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.mlless.SupervisorState.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * What the supervisor does: it waits for a word of each worker, tells all of them what to expect,
 * and goes on without who is silent. Knows neither queues nor clocks; time comes in, what is to be
 * said goes out. What comes twice or late changes nothing. Not thread-safe.
 */
final class Supervisor {
  private static final long NOT_YET = -1;

  private final String run;
  private final MllessOptions options;
  private final BatchPlan plan;
  private final SupervisorState state;
  private long quietSinceMillis;
  private long firstWordMillis = NOT_YET;

  /**
   * @param plan of all workers; the leaves that the state knows are applied to it here
   * @param state as it begins or as another process left it, taken over
   */
  Supervisor(
      String run, MllessOptions options, BatchPlan plan, SupervisorState state, long nowMillis) {
    this.run = run;
    this.options = options;
    this.plan = plan;
    this.state = state;
    this.quietSinceMillis = nowMillis;
    state.leaves.forEach(plan::leave);
    if (heard()) {
      firstWordMillis = nowMillis;
    }
  }

  /** What it knows, to be stored before anything that it says is sent. */
  SupervisorState state() {
    return state;
  }

  /** Whether nobody waits for it any more. */
  boolean isOver() {
    return state.phase == Phase.OVER;
  }

  /**
   * Takes in a word of a worker.
   *
   * @return what to tell all workers now, in this order; empty as long as others are waited for
   */
  List<Message> accept(Message.FromWorker message, long nowMillis) {
    if (!take(message)) {
      return List.of();
    }
    if (firstWordMillis == NOT_YET) {
      firstWordMillis = nowMillis;
    }
    return advance(nowMillis);
  }

  /**
   * Looks at the clock.
   *
   * @return what to tell all workers now, if somebody was silent too long
   * @throws MemberFailedException if nobody is left, or nobody has said anything for too long
   */
  List<Message> tick(long nowMillis) {
    if (firstWordMillis == NOT_YET) {
      long quietMillis = nowMillis - quietSinceMillis;
      if (!isOver() && quietMillis > options.supervisorPatienceMillis()) {
        throw new MemberFailedException(
            "no worker has said anything for %d s at step %d of epoch %d: rank %s"
                .formatted(quietMillis / 1000, state.stepOfEpoch, state.epoch, state.active));
      }
      return List.of();
    }
    if (nowMillis - firstWordMillis <= options.workerPatienceMillis()) {
      return List.of();
    }
    List<Integer> missing = missing();
    state.silent.addAll(missing);
    missing.forEach(rank -> state.active.remove(rank));
    if (state.active.isEmpty()) {
      throw new MemberFailedException("all workers are silent: rank %s".formatted(state.silent));
    }
    return advance(nowMillis);
  }

  /** Whom the next word is awaited from. */
  List<Integer> missing() {
    return switch (state.phase) {
      case STEP -> state.active.stream().filter(rank -> !state.reports.containsKey(rank)).toList();
      case LEAVE, CHECK -> List.of(state.awaited);
      case END -> state.active.stream().filter(rank -> !state.models.contains(rank)).toList();
      case OVER -> List.of();
    };
  }

  private boolean heard() {
    return switch (state.phase) {
      case STEP -> !state.reports.isEmpty();
      case LEAVE, CHECK -> true;
      case END -> !state.models.isEmpty();
      case OVER -> false;
    };
  }

  /** Whether the message is news. */
  private boolean take(Message.FromWorker message) {
    if (message instanceof Message.Report report) {
      boolean awaited = state.phase == Phase.STEP && report.step() == state.step;
      return awaited
          && state.active.contains(report.rank())
          && state.reports.putIfAbsent(report.rank(), report) == null;
    }
    if (message instanceof Message.Left left) {
      return state.phase == Phase.LEAVE
          && left.rank() == state.awaited
          && left.step() == state.step
          && state.models.add(left.rank());
    }
    if (message instanceof Message.Evaluated evaluated) {
      if (state.phase != Phase.CHECK
          || evaluated.rank() != state.awaited
          || evaluated.epoch() != state.epoch) {
        return false;
      }
      state.convergence = evaluated.convergence();
      state.checked = state.epoch;
      return true;
    }
    return state.phase == Phase.END
        && state.active.contains(message.rank())
        && state.models.add(message.rank());
  }

  private List<Message> advance(long nowMillis) {
    List<Message> said = new ArrayList<>();
    switch (state.phase) {
      case STEP -> {
        if (missing().isEmpty()) {
          endStep(said);
        }
      }
      case LEAVE -> endLeave(said);
      case CHECK -> endCheck(said);
      case END -> {
        if (missing().isEmpty()) {
          said.add(new Message.End(run, List.copyOf(state.models)));
          state.phase = Phase.OVER;
        }
      }
      case OVER -> {}
    }
    if (!said.isEmpty()) {
      state.said = new ArrayList<>(said);
      quietSinceMillis = nowMillis;
      firstWordMillis = heard() ? nowMillis : NOT_YET;
    }
    return said;
  }

  private void endStep(List<Message> said) {
    List<Integer> updates = new ArrayList<>();
    double loss = 0;
    long samples = 0;
    int counted = 0;
    for (Message.Report report : state.reports.values()) {
      loss += report.loss() * report.samples();
      samples += report.samples();
      counted += report.samples() > 0 ? 1 : 0;
      if (report.update()) {
        updates.add(report.rank());
      }
    }
    if (samples > 0) {
      look(loss / samples);
    }
    state.awaited =
        state.stop.isEmpty()
                && ScaleIn.isDue(state.losses, state.stepsAtLeave, options, state.active.size())
            ? state.active.last()
            : -1;
    List<Integer> active = List.copyOf(state.active);
    said.add(
        new Message.Expected(run, state.step, active, counted, updates, state.awaited, state.stop));
    state.reports.clear();
    if (state.awaited >= 0) {
      state.phase = Phase.LEAVE;
      BatchPlan.Leave leave = new BatchPlan.Leave(state.epoch, state.stepOfEpoch, state.awaited);
      state.leaves.add(leave);
      plan.leave(leave);
      state.stepsAtLeave = state.losses.size();
    } else {
      goOn(said);
    }
  }

  private void look(double loss) {
    if (options.scaleIn()) {
      state.losses.add(loss);
    }
    state.progress = state.progress.after(loss);
    if (options.patience() > 0 && state.progress.idle() >= options.patience()) {
      state.stop = "no progress in %d steps".formatted(state.progress.idle());
    }
  }

  private void endLeave(List<Message> said) {
    int rank = state.awaited;
    boolean stored = state.models.remove(rank);
    state.active.remove(rank);
    said.add(new Message.Merge(run, state.step, rank, stored));
    goOn(said);
  }

  private void goOn(List<Message> said) {
    state.awaited = -1;
    boolean epochEnds = state.stepOfEpoch + 1 >= plan.steps(state.epoch);
    if (epochEnds || !state.stop.isEmpty()) {
      check(said);
    } else {
      state.phase = Phase.STEP;
      state.step++;
      state.stepOfEpoch++;
    }
  }

  private void check(List<Message> said) {
    state.phase = Phase.CHECK;
    state.awaited = state.active.first();
    said.add(new Message.Evaluate(run, state.epoch, state.awaited));
  }

  private void endCheck(List<Message> said) {
    if (state.checked != state.epoch) {
      check(said);
      return;
    }
    said.add(new Message.Verdict(run, state.epoch, state.convergence));
    if (state.stop.isEmpty() && state.convergence.stop().isEmpty()) {
      state.phase = Phase.STEP;
      state.step++;
      state.epoch++;
      state.stepOfEpoch = 0;
    } else {
      state.phase = Phase.END;
    }
    state.awaited = -1;
  }
}
