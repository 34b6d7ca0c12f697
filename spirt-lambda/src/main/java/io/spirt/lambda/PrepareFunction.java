package io.spirt.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.TrainingEngine;
import io.spirt.store.ObjectStore;
import io.spirt.training.data.DataLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The admin's first function: takes a job, checks it, cuts its data into batches. Its input is the
 * job's JSON, its output a {@link io.spirt.functions.Submission}.
 */
public final class PrepareFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The only folder that a function on Lambda may write to. */
  private static final Path CACHE = Path.of("/tmp", "spirt");

  private final Preparation preparation;

  /** For Lambda: with what the environment names. */
  public PrepareFunction() {
    this(preparation(System.getenv(), SqsClient.create()));
  }

  PrepareFunction(Preparation preparation) {
    this.preparation = preparation;
  }

  private static Preparation preparation(Map<String, String> environment, SqsClient sqs) {
    return new Preparation(
        ObjectStore.open(URI.create(environment.get(FunctionVariables.STORE))),
        new DataLocation(Optional.empty(), CACHE, Optional.empty()),
        TrainingEngine::find,
        new DeploymentNames(environment.get(FunctionVariables.DEPLOYMENT)),
        Integer.parseInt(environment.get(FunctionVariables.PEERS)),
        name -> sqs.getQueueUrl(request -> request.queueName(name)).queueUrl(),
        Clock.systemUTC());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String job = new String(input.readAllBytes(), UTF_8);
    output.write(JSON.writeValueAsBytes(preparation.prepare(job)));
  }
}
