package io.spirt.frameworks.lambdaml;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.S3Server;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.job.Job;
import io.spirt.store.ObjectStore;
import java.util.List;
import java.util.function.Function;

/** What both of LambdaML's patterns have in common: all but the exchange. */
abstract class LambdaMl implements Framework {
  static final String CHECKPOINT_STEPS = "checkpointSteps";
  static final String POLL_MILLIS = "pollMillis";

  @Override
  public final List<FrameworkOption> options() {
    return List.of(
        FrameworkOption.count(
            CHECKPOINT_STEPS,
            0,
            "steps between checkpoints within an epoch; 0: only at its end, and before the limit",
            0,
            1_000_000),
        FrameworkOption.count(
            POLL_MILLIS, 100, "longest pause between two looks for an object", 1, 10_000));
  }

  @Override
  public final void check(Job job, FrameworkOptions options) {
    Replica.check(job);
  }

  @Override
  public final List<Service> services(Job job, FrameworkOptions options) {
    return List.of(new S3Server());
  }

  @Override
  public final WorkerProgram program(Member member) {
    return program(context -> S3Server.objects(context.services(), context.run() + "/"));
  }

  /**
   * The same with another store.
   *
   * @param stores opens the store of a run's exchange; closed at the end of the invocation
   */
  final WorkerProgram program(Function<WorkerContext, ObjectStore> stores) {
    return context -> {
      try (ObjectStore store = stores.apply(context)) {
        return run(context, store);
      }
    };
  }

  private Outcome run(WorkerContext context, ObjectStore store) {
    TimeLimit time = new TimeLimit(context::remaining, context.clock());
    LambdaMlWorker[] worker = new LambdaMlWorker[1];
    SharedObjects objects =
        new SharedObjects(
            store,
            context.log()::count,
            new Waiting(
                context.pauses(),
                context.clock(),
                () -> worker[0].patience(),
                context.options().count(POLL_MILLIS),
                time::checkWaiting));
    worker[0] =
        new LambdaMlWorker(
            context,
            objects,
            exchange(objects, context.rank(), context.workers()),
            time,
            context.options().count(CHECKPOINT_STEPS));
    return worker[0].run();
  }

  /** One worker's side of the exchange. */
  abstract Exchange exchange(SharedObjects objects, int rank, int workers);
}
