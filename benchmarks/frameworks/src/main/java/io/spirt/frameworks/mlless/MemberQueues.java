package io.spirt.frameworks.mlless;

import io.spirt.frameworks.service.Queues;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.message.Inbox;
import io.spirt.message.SqsInbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The members' queues: {@code w0}, {@code w1} and so on, and {@code supervisor}. */
final class MemberQueues implements AutoCloseable {
  /** What a killed process had received and not done with comes again after that time. */
  private static final String VISIBILITY_SECONDS = "5";

  private final SqsClient client;
  private final List<Inbox> workers = new ArrayList<>();
  private final Inbox supervisor;

  /** Makes the queues unless they are there: who comes first does. */
  MemberQueues(ServiceAddresses addresses, int count) {
    client = Queues.client(addresses);
    for (int rank = 0; rank < count; rank++) {
      workers.add(make("w" + rank));
    }
    supervisor = make(Mlless.SUPERVISOR);
  }

  private Inbox make(String name) {
    String url =
        client
            .createQueue(
                request ->
                    request
                        .queueName(name)
                        .attributes(
                            Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, VISIBILITY_SECONDS)))
            .queueUrl();
    return new SqsInbox(client, url);
  }

  Inbox worker(int rank) {
    return workers.get(rank);
  }

  Inbox supervisor() {
    return supervisor;
  }

  @Override
  public void close() {
    client.close();
  }
}
