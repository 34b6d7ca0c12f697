package io.spirt.frameworks.lambdaml;

import io.spirt.database.Convergence;
import io.spirt.frameworks.worker.Checks;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.WorkerContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One invocation of one worker. It begins at the worker's newest checkpoint, applies the means that
 * are there already, and goes on with steps of its own; it ends when training does, or with a
 * checkpoint before its time limit.
 */
final class LambdaMlWorker {
  private static final int JUDGE = 0;

  private final WorkerContext context;
  private final SharedObjects objects;
  private final Exchange exchange;
  private final Checkpoints checkpoints;
  private final TimeLimit time;
  private final Schedule schedule;
  private final int checkpointSteps;
  private final double firstRate;
  private boolean comingBack;
  private boolean mayForget = true;
  private Duration waited = Duration.ZERO;

  /**
   * @param checkpointSteps steps between checkpoints within an epoch; 0 for none
   */
  LambdaMlWorker(
      WorkerContext context,
      SharedObjects objects,
      Exchange exchange,
      TimeLimit time,
      int checkpointSteps) {
    this.context = context;
    this.objects = objects;
    this.exchange = exchange;
    this.checkpoints = new Checkpoints(objects, context.rank(), context.workers());
    this.time = time;
    this.schedule = context.schedule();
    this.checkpointSteps = checkpointSteps;
    this.firstRate = context.job().training().learningRate();
    this.comingBack = context.invocation() > 0;
  }

  /**
   * How long this worker still waits for an object; what it waited before its checkpoint counts.
   */
  Duration patience() {
    Duration left = context.patience().minus(waited);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Outcome run() {
    Position position =
        comingBack
            ? checkpoints
                .newest()
                .map(state -> Position.read(context.replica().restore(state)))
                .orElse(Position.START)
            : Position.START;
    waited = position.waited();
    for (boolean first = true; ; first = false) {
      context.log().begin(position.epoch());
      if (!first) {
        checkpoint(position);
      }
      Optional<Position> broken = steps(position);
      if (broken.isPresent()) {
        return breakOff(broken.get());
      }
      Position end =
          new Position(position.epoch(), schedule.steps(), position.convergence(), waited);
      Optional<Convergence> checked;
      try {
        checked = check(end);
      } catch (TimeIsShortException e) {
        return breakOff(end);
      }
      context.log().end(rate(position), checked.filter(check -> context.rank() == JUDGE));
      String reason = checked.map(Convergence::stop).orElse("");
      if (!reason.isEmpty()) {
        if (context.rank() == JUDGE) {
          context.checks().finish(position.epoch(), reason);
        }
        return Outcome.done(reason);
      }
      position =
          new Position(position.epoch() + 1, 0, checked.or(position::convergence), Duration.ZERO);
    }
  }

  private double rate(Position position) {
    return position.convergence().map(Convergence::learningRate).orElse(firstRate);
  }

  /** Does the steps that are left of an epoch; says where it is if time is short. */
  private Optional<Position> steps(Position from) {
    for (int step = from.step(); step < schedule.steps(); step++) {
      Position here = new Position(from.epoch(), step, from.convergence(), waited);
      if (time.isShortForStep()) {
        return Optional.of(here);
      }
      int number = step;
      Instant begin = context.clock().instant();
      try {
        time.step(() -> step(number, rate(from)));
      } catch (TimeIsShortException e) {
        Duration more = Duration.between(begin, context.clock().instant());
        return Optional.of(new Position(from.epoch(), step, from.convergence(), waited.plus(more)));
      }
      waited = Duration.ZERO;
      if (checkpointSteps > 0 && (step + 1) % checkpointSteps == 0 && step + 1 < schedule.steps()) {
        checkpoint(new Position(from.epoch(), step + 1, from.convergence(), Duration.ZERO));
        context.log().breakOff(rate(from));
      }
    }
    return Optional.empty();
  }

  private void step(int number, double rate) {
    List<Integer> participants = schedule.participants(number);
    Step step =
        new Step(context.replica().updates(), participants, context.replica().length(), comingBack);
    float[] mean = past(step).orElseGet(() -> exchanged(step, number));
    context.log().timed(StepStage.UPDATE, () -> context.replica().apply(mean, rate));
  }

  /** The mean of a step that the others ended while this worker was lost. */
  private Optional<float[]> past(Step step) {
    return comingBack
        ? context.log().timed(StepStage.SYNC, () -> exchange.find(step))
        : Optional.empty();
  }

  private float[] exchanged(Step step, int number) {
    Optional<float[]> own =
        step.participants().contains(context.rank())
            ? Optional.of(context.gradientAt(schedule, number).vector())
            : Optional.empty();
    float[] mean = context.log().timed(StepStage.SYNC, () -> exchange.mean(step, own));
    // Later steps lack this worker's part, so none of them has a mean.
    comingBack = false;
    if (mayForget) {
      mayForget = false;
      context.log().timed(StepStage.SYNC, () -> exchange.forget(checkpoints.oldest()));
    }
    return mean;
  }

  /** Worker 0 looks, the others read what it saw. */
  private Optional<Convergence> check(Position end) {
    Checks checks = context.checks();
    if (!checks.isDue(end.epoch())) {
      return Optional.empty();
    }
    String key = "convergence/" + end.epoch();
    if (context.rank() != JUDGE) {
      return Optional.of(read(objects.await(key, () -> "worker 0 has not evaluated the model")));
    }
    Optional<byte[]> before = comingBack ? objects.find(key) : Optional.empty();
    if (before.isPresent()) {
      return before.map(LambdaMlWorker::read);
    }
    Convergence seen = checks.check(end.epoch(), end.convergence());
    objects.put(key, seen.text().getBytes(StandardCharsets.UTF_8));
    return Optional.of(seen);
  }

  private static Convergence read(byte[] json) {
    return Position.convergence(new String(json, StandardCharsets.UTF_8));
  }

  private Outcome breakOff(Position position) {
    checkpoint(position);
    context.log().breakOff(rate(position));
    return Outcome.goOn();
  }

  private void checkpoint(Position position) {
    context
        .log()
        .timed(
            StepStage.SYNC,
            () ->
                time.checkpoint(
                    () ->
                        checkpoints.put(
                            context.replica().updates(),
                            context.replica().checkpoint(position.text()))));
    mayForget = true;
  }
}
