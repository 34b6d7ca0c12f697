package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerEpoch;
import java.util.List;

/**
 * What AWS's network would add to an epoch of workers that share one Redis and tell each other and
 * a supervisor through SQS: simulated from the requests and bytes that were counted.
 */
final class ExchangeTime {
  private ExchangeTime() {}

  /**
   * Seconds to add to an epoch: those of the worker with most, as all wait for it at each step.
   * Requests of one worker follow each other; all workers use the database at the same time. Of the
   * supervisor each step has to wait for one receive, and one message to each worker.
   *
   * @param workers one epoch of all workers; empty adds nothing
   */
  static double simulated(List<WorkerEpoch> workers, Network network) {
    if (!network.simulated()) {
      return 0;
    }
    LambdaNetwork lambda = LambdaNetwork.DEFAULT;
    double most = 0;
    long steps = 0;
    for (WorkerEpoch worker : workers) {
      Traffic traffic = worker.traffic();
      long requests = traffic.puts() + traffic.gets();
      double database =
          requests == 0
              ? 0
              : requests
                  * lambda.database(
                      (traffic.bytesOut() + traffic.bytesIn()) / requests, workers.size());
      most = Math.max(most, database + lambda.queue((int) (traffic.messages() + worker.steps())));
      steps = Math.max(steps, worker.steps());
    }
    return most + steps * lambda.queue(1 + workers.size());
  }
}
