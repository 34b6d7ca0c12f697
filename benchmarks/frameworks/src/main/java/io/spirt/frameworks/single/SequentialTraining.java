package io.spirt.frameworks.single;

import io.spirt.database.Convergence;
import io.spirt.frameworks.worker.Checks;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.Vectors;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The whole training in one loop. A machine that fails starts from the beginning: it keeps nothing
 * elsewhere.
 */
final class SequentialTraining implements WorkerProgram {

  @Override
  public Outcome run(WorkerContext context) {
    boolean steps = context.options().text(SingleMachine.UPDATE_AFTER).equals(SingleMachine.STEP);
    Schedule schedule = new Schedule(context.data().batches(), steps ? context.workers() : 1);
    double rate = context.job().training().learningRate();
    Optional<Convergence> convergence = Optional.empty();
    for (int epoch = 1; ; epoch++) {
      context.log().begin(epoch);
      for (int step = 0; step < schedule.steps(); step++) {
        update(context, schedule, step, rate);
      }
      Checks checks = context.checks();
      boolean due = checks.isDue(epoch);
      if (due) {
        convergence = Optional.of(checks.check(epoch, convergence));
      }
      context.log().end(rate, due ? convergence : Optional.empty());
      if (due && !convergence.get().stop().isEmpty()) {
        checks.finish(epoch, convergence.get().stop());
        return Outcome.done(convergence.get().stop());
      }
      rate = convergence.map(Convergence::learningRate).orElse(rate);
    }
  }

  private static void update(WorkerContext context, Schedule schedule, int step, double rate) {
    List<Integer> ranks = schedule.participants(step);
    List<float[]> vectors = new ArrayList<>();
    for (int rank : ranks) {
      OptionalInt batch = schedule.batch(rank, step);
      vectors.add(context.gradient(batch.orElseThrow(), ranks.size()).vector());
    }
    context
        .log()
        .timed(StepStage.UPDATE, () -> context.replica().apply(Vectors.mean(vectors), rate));
  }
}
