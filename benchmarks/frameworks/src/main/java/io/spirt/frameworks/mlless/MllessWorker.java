package io.spirt.frameworks.mlless;

import io.spirt.frameworks.service.SharedRedis;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.frameworks.worker.WorkerProgram;
import redis.clients.jedis.UnifiedJedis;

/** A worker's process: opens what it needs and trains. */
final class MllessWorker implements WorkerProgram {

  @Override
  public Outcome run(WorkerContext context) {
    try (MemberQueues queues = new MemberQueues(context.services(), context.workers());
        UnifiedJedis redis = SharedRedis.client(context.services())) {
      SharedStore store = new SharedStore(redis, context.run());
      return new WorkerTraining(context, new Mailbox(context, queues), store).untilTheEnd();
    }
  }
}
