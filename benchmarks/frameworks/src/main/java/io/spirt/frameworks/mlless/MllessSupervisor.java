package io.spirt.frameworks.mlless;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.frameworks.service.SharedRedis;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.Schedule;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.message.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * The supervisor's process: brings {@link Supervisor} together with queues, database and clock.
 * What it knows is stored before it says anything, so a process that is killed anywhere is followed
 * by one that says the same again.
 */
final class MllessSupervisor implements WorkerProgram {
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** Time to store and to say what is due, before a function's time is over. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  @Override
  public Outcome run(WorkerContext context) {
    try (MemberQueues queues = new MemberQueues(context.services(), context.workers());
        UnifiedJedis redis = SharedRedis.client(context.services())) {
      return new Watch(context, queues, new SharedStore(redis, context.run())).untilTheEnd();
    }
  }

  private static final class Watch {
    private final WorkerContext context;
    private final MemberQueues queues;
    private final SharedStore store;
    private final Supervisor supervisor;

    Watch(WorkerContext context, MemberQueues queues, SharedStore store) {
      this.context = context;
      this.queues = queues;
      this.store = store;
      SupervisorState state =
          store
              .get(SharedStore.supervisor())
              .map(json -> Messages.read(new String(json, UTF_8), SupervisorState.class))
              .orElseGet(() -> SupervisorState.first(context.workers()));
      Schedule schedule = context.schedule();
      this.supervisor =
          new Supervisor(
              context.run(),
              MllessOptions.of(context.options()),
              new BatchPlan((epoch, rank) -> schedule.share(rank), context.workers()),
              state,
              context.clock().millis());
    }

    Outcome untilTheEnd() {
      say(supervisor.state().said);
      while (!supervisor.isOver()) {
        if (context.remaining().compareTo(RESERVE) < 0) {
          return Outcome.goOn();
        }
        List<Inbox.Received> received = queues.supervisor().receive(WAIT);
        List<Message> said = new ArrayList<>();
        for (Inbox.Received one : received) {
          Messages.decode(one.body(), context.run())
              .filter(Message.FromWorker.class::isInstance)
              .map(Message.FromWorker.class::cast)
              .ifPresent(word -> said.addAll(supervisor.accept(word, context.clock().millis())));
        }
        said.addAll(supervisor.tick(context.clock().millis()));
        if (!received.isEmpty() || !said.isEmpty()) {
          store.put(SharedStore.supervisor(), Messages.write(supervisor.state()).getBytes(UTF_8));
        }
        say(said);
        queues.supervisor().delete(received);
      }
      return Outcome.done("the workers are through");
    }

    private void say(List<Message> said) {
      for (Message message : said) {
        String text = Messages.encode(message);
        for (int rank = 0; rank < context.workers(); rank++) {
          queues.worker(rank).send(text);
        }
        if (message instanceof Message.Expected step) {
          forget(step.step() - 1);
        } else if (message instanceof Message.End) {
          forget(supervisor.state().step);
        }
      }
    }

    /** Who reports a step has applied the one before: its updates are not needed any more. */
    private void forget(int step) {
      List<String> keys = new ArrayList<>();
      for (int rank = 0; rank < context.workers(); rank++) {
        keys.add(SharedStore.update(step, rank));
      }
      store.delete(keys);
    }
  }
}
