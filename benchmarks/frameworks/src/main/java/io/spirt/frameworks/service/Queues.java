package io.spirt.frameworks.service;

import io.spirt.local.Resources;
import io.spirt.local.aws.QueueServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An SQS server for the workers' queues, which they make themselves. */
public final class Queues implements Service {
  private static final String ENDPOINT = "queues.endpoint";

  @Override
  public String title() {
    return "queues";
  }

  @Override
  public Map<String, String> start(Path folder, Resources resources) {
    return Map.of(ENDPOINT, resources.add(new QueueServer()).endpoint().toString());
  }

  /** A client of a run's queues; the caller closes it. */
  public static SqsClient client(ServiceAddresses addresses) {
    return QueueServer.client(URI.create(addresses.get(ENDPOINT)));
  }
}
