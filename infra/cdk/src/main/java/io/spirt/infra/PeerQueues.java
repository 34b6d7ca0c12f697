package io.spirt.infra;

import io.spirt.deployment.DeploymentNames;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A peer's queues, encrypted by SQS itself: a key of the peer's own would have to be open to every
 * other peer that sends.
 */
final class PeerQueues extends Construct {
  /** A stage that was killed with messages in hand finds them again when it is retried. */
  private static final Duration VISIBILITY = Duration.seconds(30);

  /** Older messages are refused by whoever reads them. */
  private static final Duration KEPT = Duration.minutes(15);

  /** A message is read this often before it counts as one that nobody can read. */
  private static final int TRIES = 10;

  private static final Duration DEAD_LETTERS_KEPT = Duration.days(14);
  private static final Duration HEALTH_KEPT = Duration.minutes(1);

  private final Queue deadLetters;
  private final Queue join;
  private final Queue password;
  private final Queue sync;
  private final Queue health;

  PeerQueues(Construct scope, DeploymentNames names, int rank) {
    super(scope, "Queues");
    deadLetters = queue("DeadLetters", names.deadLetterQueue(rank), DEAD_LETTERS_KEPT).build();
    join = withDeadLetters("Join", names.joinRequestQueue(rank));
    password = withDeadLetters("Password", names.passwordQueue(rank));
    sync = withDeadLetters("Sync", names.syncQueue(rank));
    health = queue("Health", names.healthQueue(rank), HEALTH_KEPT).build();
  }

  /** Where messages go that nobody could read. */
  Queue deadLetters() {
    return deadLetters;
  }

  /** Where others announce themselves. */
  Queue join() {
    return join;
  }

  /** Where others send passwords. */
  Queue password() {
    return password;
  }

  /** Where others say that their average is there. */
  Queue sync() {
    return sync;
  }

  /** Where the database says each minute that it is well; nobody reads it, an alarm counts. */
  Queue health() {
    return health;
  }

  private Queue withDeadLetters(String id, String name) {
    return queue(id, name, KEPT)
        .visibilityTimeout(VISIBILITY)
        .deadLetterQueue(
            DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(TRIES).build())
        .build();
  }

  private Queue.Builder queue(String id, String name, Duration kept) {
    return Queue.Builder.create(this, id)
        .queueName(name)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(kept)
        .removalPolicy(RemovalPolicy.DESTROY);
  }
}
