package io.spirt.benchmarks.replay.frameworks;

import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import io.spirt.cost.price.Billing;
import io.spirt.cost.price.Item;
import io.spirt.cost.price.PriceFile;
import io.spirt.deployment.Architecture;

/**
 * What an epoch costs, in dollars.
 *
 * @param functions Lambda's time, waiting included
 * @param store requests to S3
 * @param queues SQS's requests today; a broker by the hour as the thesis has it
 * @param transitions Step Functions
 * @param databases Redis instances
 */
record Bill(double functions, double store, double queues, double transitions, double databases) {
  private static final String REGION = "us-east-1";

  /** The thesis's database of a SPIRT peer; MLLess's is priced alike, where no price was given. */
  private static final String INSTANCE = "c5.xlarge";

  /** By today's list prices. */
  static Bill today(EpochUse use) {
    Billing billing = new Billing(PriceFile.current().region(REGION));
    return of(
        use,
        billing,
        billing.count(Item.QUEUE_REQUEST, (double) use.queueRequests()),
        billing.instances(INSTANCE, use.databases(), use.seconds()));
  }

  /** By the prices that the thesis calculates with. */
  static Bill thesis(EpochUse use) {
    Billing billing = new Billing(PriceFile.thesis().region(REGION));
    boolean spirt = use.framework().equals(EpochUse.SPIRT);
    return of(
        use,
        billing,
        use.queueRequests() == 0 ? 0 : billing.hourly("queue.broker.hour", 1, use.seconds()),
        spirt
            ? billing.instances(INSTANCE, use.databases(), use.seconds())
            : billing.hourly("redis.node.hour", use.databases(), use.seconds()));
  }

  private static Bill of(EpochUse use, Billing billing, double queues, double databases) {
    double functions = 0;
    for (Functions one : use.functions()) {
      functions += billing.functions(Architecture.ARM64, one.megabytes(), 1, one.seconds());
    }
    return new Bill(
        functions,
        billing.count(Item.STORE_PUT, (double) use.storePuts())
            + billing.count(Item.STORE_GET, (double) use.storeGets()),
        queues,
        billing.count(Item.TRANSITION, (double) use.transitions()),
        databases);
  }

  double total() {
    return functions + store + queues + transitions + databases;
  }
}
