package io.spirt.local.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A real SQS server in this process, and a client of it. */
public final class QueueServer implements AutoCloseable {
  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;

  /** Starts on a free port of loopback. */
  public QueueServer() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    client = client(endpoint);
  }

  /**
   * A client of a queue service on this machine.
   *
   * @return the caller's, who closes it
   */
  public static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(LocalAws.REGION)
        .credentialsProvider(LocalAws.CREDENTIALS)
        .build();
  }

  /** Where the server is. */
  public URI endpoint() {
    return endpoint;
  }

  /** A client of the server, closed with it. */
  public SqsClient client() {
    return client;
  }

  /**
   * Makes a queue.
   *
   * @param visibility how long a received message stays hidden if it is not deleted
   * @return the queue's URL
   */
  public String create(String name, Duration visibility) {
    client.createQueue(
        request ->
            request
                .queueName(name)
                .attributesWithStrings(
                    Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT.toString(),
                        Long.toString(visibility.toSeconds()))));
    return client.getQueueUrl(request -> request.queueName(name)).queueUrl();
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
