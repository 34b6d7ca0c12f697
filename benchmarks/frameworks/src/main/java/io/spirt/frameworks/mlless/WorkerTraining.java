package io.spirt.frameworks.mlless;

import io.spirt.database.Convergence;
import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.Checks;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.frameworks.worker.StepGradient;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a worker does at each step: gradient; the significant part of what it has kept into the
 * database, its key to the others; a word to the supervisor in any case; wait for all that the
 * supervisor says to expect; apply it.
 */
final class WorkerTraining {
  private final WorkerContext context;
  private final MllessOptions options;
  private final Mailbox box;
  private final SharedStore store;
  private final Models models;
  private final SignificanceFilter filter;
  private final BatchPlan plan;
  private final Position at;
  private long longestStepMillis;

  WorkerTraining(WorkerContext context, Mailbox box, SharedStore store) {
    this.context = context;
    this.options = MllessOptions.of(context.options());
    this.box = box;
    this.store = store;
    this.models = new Models(context, store);
    this.filter =
        SignificanceFilter.of(
            options.filter(), options.threshold(), context.replica().paramCount());
    Schedule schedule = context.schedule();
    this.plan = new BatchPlan((epoch, rank) -> schedule.share(rank), context.workers());
    this.at = context.invocation() == 0 ? first() : models.resume(filter);
    at.leaves.forEach(plan::leave);
    at.mail.forEach(box.mail()::accept);
  }

  private Position first() {
    Position first = new Position();
    first.learningRate = context.job().training().learningRate();
    for (int rank = 0; rank < context.workers(); rank++) {
      first.active.add(rank);
    }
    return first;
  }

  Outcome untilTheEnd() {
    context.log().begin(at.epoch);
    while (true) {
      if (isTimeShort()) {
        models.store(at, filter, box.mail().pending());
        context.log().breakOff(at.learningRate);
        return Outcome.goOn();
      }
      long start = context.clock().millis();
      Message.Expected expected = step();
      longestStepMillis = Math.max(longestStepMillis, context.clock().millis() - start);
      if (expected.leaving() == context.rank()) {
        models.putModel();
        context.log().end(at.learningRate, Optional.empty());
        box.tellSupervisor(new Message.Left(context.run(), expected.step(), context.rank()));
        return Outcome.done("left after step %d: the loss has passed its knee".formatted(at.step));
      }
      if (expected.leaving() >= 0) {
        merge(expected);
      }
      boolean epochEnds = at.stepOfEpoch + 1 >= plan.steps(at.epoch);
      if (epochEnds || !expected.stop().isEmpty()) {
        Convergence convergence = check(expected.stop());
        String stop = expected.stop().isEmpty() ? convergence.stop() : expected.stop();
        if (!stop.isEmpty()) {
          return end(stop);
        }
        at.epoch++;
        at.stepOfEpoch = 0;
        context.log().begin(at.epoch);
      } else {
        at.stepOfEpoch++;
      }
      at.step++;
    }
  }

  /** A step takes as long as the longest so far, twice at worst; the rest is for the model. */
  private boolean isTimeShort() {
    return context.remaining().toMillis() < 2 * longestStepMillis + 2000;
  }

  private Message.Expected step() {
    Optional<Update> own = Optional.empty();
    boolean sends = false;
    double loss = 0;
    int samples = 0;
    OptionalInt batch = plan.batch(at.epoch, at.stepOfEpoch, context.rank());
    if (batch.isPresent()) {
      int together = plan.participants(at.epoch, at.stepOfEpoch);
      StepGradient gradient = context.gradient(batch.getAsInt(), together);
      loss = gradient.loss();
      samples = gradient.samples();
      int length = context.replica().paramCount();
      float[] vector = gradient.vector();
      Update update =
          Update.dense(
              Arrays.copyOf(vector, length), Arrays.copyOfRange(vector, length, vector.length));
      own = Optional.of(update);
      sends = context.log().timed(StepStage.SYNC, () -> send(update));
    }
    Message report =
        new Message.Report(context.run(), at.step, context.rank(), loss, samples, sends);
    Message.Expected expected =
        context
            .log()
            .timed(
                StepStage.SYNC,
                () -> {
                  box.tellSupervisor(report);
                  return box.await(() -> box.mail().complete(at.step), this::missing);
                });
    if (!expected.active().contains(context.rank())) {
      throw new MemberFailedException(
          "worker %d was silent for more than %d s at step %d of epoch %d: the others went on"
              .formatted(
                  context.rank(), options.workerPatienceMillis() / 1000, at.stepOfEpoch, at.epoch));
    }
    at.active = new ArrayList<>(expected.active());
    apply(expected, own);
    box.mail().done(at.step);
    return expected;
  }

  private String missing() {
    String where = " at step %d of epoch %d".formatted(at.stepOfEpoch, at.epoch);
    List<Integer> missing = box.mail().missing(at.step);
    return missing.isEmpty()
        ? "the supervisor does not say what to expect" + where
        : "the supervisor announced updates of rank %s that have not come".formatted(missing)
            + where;
  }

  /** Sends what is significant, if anything is. */
  private boolean send(Update own) {
    Optional<Significant> significant =
        filter.offer(at.step, own.values(), context.replica().params(), at.learningRate);
    if (significant.isEmpty()) {
      return false;
    }
    byte[] bytes = UpdateCodec.encode(significant.get().update(own.length(), own.buffers()));
    String key = SharedStore.update(at.step, context.rank());
    store.put(key, bytes);
    context.log().count(Traffic.put(bytes.length));
    box.tell(at.active, new Message.Stored(context.run(), at.step, context.rank(), key));
    return true;
  }

  private void apply(Message.Expected expected, Optional<Update> own) {
    int length = context.replica().paramCount();
    StepSum sum = new StepSum(length, context.replica().length() - length);
    context
        .log()
        .timed(
            StepStage.SYNC,
            () -> {
              for (int rank = 0; rank < context.workers(); rank++) {
                if (rank == context.rank()) {
                  own.ifPresent(sum::add);
                } else if (expected.updates().contains(rank)) {
                  sum.add(fetch(rank));
                }
              }
            });
    if (sum.isEmpty() || expected.counted() == 0) {
      return;
    }
    context
        .log()
        .timed(
            StepStage.UPDATE,
            () -> context.replica().apply(sum.mean(expected.counted()), at.learningRate));
  }

  private Update fetch(int rank) {
    String key = box.mail().key(at.step, rank).orElseThrow();
    byte[] bytes =
        store
            .get(key)
            .orElseThrow(
                () ->
                    new MemberFailedException(
                        "the update of rank %d of step %d is gone from the shared Redis"
                            .formatted(rank, at.step)));
    context.log().count(Traffic.get(bytes.length));
    int length = context.replica().paramCount();
    return UpdateCodec.decode(bytes, length, context.replica().length() - length);
  }

  /** Who has left gives its model and its batches to the others. */
  private void merge(Message.Expected expected) {
    int leaving = expected.leaving();
    Message.Merge merge =
        context
            .log()
            .timed(
                StepStage.SYNC,
                () ->
                    box.await(
                        () -> box.mail().merge(at.step),
                        () -> "the supervisor does not say whether rank " + leaving + " has left"));
    if (merge.stored()) {
      context.log().timed(StepStage.SYNC, () -> models.average(List.of(leaving)));
    }
    BatchPlan.Leave leave = new BatchPlan.Leave(at.epoch, at.stepOfEpoch, leaving);
    at.leaves.add(leave);
    plan.leave(leave);
    at.active.remove(Integer.valueOf(leaving));
  }

  /** The end of an epoch: one worker looks at the validation data, all learn what follows. */
  private Convergence check(String stop) {
    Optional<Message.Evaluated> own = Optional.empty();
    while (box.mail().verdict(at.epoch).isEmpty()) {
      boolean asked =
          box.await(
              () ->
                  box.mail().verdict(at.epoch).isPresent()
                      ? Optional.of(false)
                      : Optional.of(box.mail().isAsked(at.epoch)).filter(mine -> mine),
              () -> "the supervisor gives no verdict on epoch " + at.epoch);
      if (asked && own.isEmpty()) {
        own = Optional.of(evaluate(stop));
        box.tellSupervisor(own.get());
        box.mail().answered(at.epoch);
      }
    }
    Convergence convergence = box.mail().verdict(at.epoch).orElseThrow().convergence();
    boolean checked = convergence.epoch() == at.epoch;
    context
        .log()
        .end(
            at.learningRate,
            own.isPresent() && checked ? Optional.of(convergence) : Optional.empty());
    if (checked) {
      at.convergence = convergence;
      at.learningRate = convergence.learningRate();
    }
    return convergence;
  }

  private Message.Evaluated evaluate(String stop) {
    Checks checks = context.checks();
    Optional<Convergence> before = Optional.ofNullable(at.convergence);
    Convergence now =
        checks.isDue(at.epoch) || !stop.isEmpty()
            ? checks.check(at.epoch, before)
            : new Convergence(0, at.learningRate, Double.MAX_VALUE, 0, 0, 0, 0, "");
    return new Message.Evaluated(context.run(), at.epoch, context.rank(), now);
  }

  /** All models become one, their mean; the lowest rank tests it. */
  private Outcome end(String reason) {
    boolean differ = options.modelsDiffer();
    if (differ) {
      models.putModel();
    }
    box.tellSupervisor(new Message.Finished(context.run(), context.rank()));
    Message.End end =
        box.await(() -> box.mail().end(), () -> "the supervisor does not say that all is over");
    if (!end.models().contains(context.rank())) {
      throw new MemberFailedException(
          "worker %d was silent at the end: the others ended without it".formatted(context.rank()));
    }
    if (differ) {
      models.become(end.models());
    }
    if (end.models().get(0) == context.rank()) {
      context.checks().finish(at.epoch, reason);
    }
    return Outcome.done(reason);
  }
}
