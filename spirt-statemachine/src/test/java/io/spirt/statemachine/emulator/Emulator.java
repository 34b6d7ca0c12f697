package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.testing.MiniStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Runs executions in the Step Functions of an emulator, with its Lambda behind them. Thread-safe.
 */
final class Emulator implements AutoCloseable {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final MiniStack process;
  private final LambdaClient lambda;
  private final SfnClient sfn;
  private final Functions functions;
  private final AtomicInteger created = new AtomicInteger();
  private final Map<String, String> machines = new ConcurrentHashMap<>();

  private Emulator(MiniStack process, URI endpoint, Path folder) throws IOException {
    this.process = process;
    lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .build();
    sfn =
        SfnClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .build();
    functions = new Functions(lambda, folder);
  }

  /**
   * One that runs already, or one of our own; empty if there is neither.
   *
   * @param endpoint of one whose functions reach this machine's loopback, or null
   * @param folder for its log
   */
  static Optional<Emulator> open(String endpoint, Path folder) throws IOException {
    if (endpoint != null) {
      return Optional.of(new Emulator(null, URI.create(endpoint), folder));
    }
    if (MiniStack.executable().isEmpty()) {
      return Optional.empty();
    }
    MiniStack process =
        MiniStack.start(
            MiniStack.executable().get(),
            Map.of("SFN_WAIT_SCALE", "0"),
            folder.resolve("ministack.log"));
    return Optional.of(new Emulator(process, process.endpoint(), folder));
  }

  /** The ARN of the function of that word. */
  String function(String word) {
    return functions.arn(word);
  }

  /**
   * Runs one execution to its end.
   *
   * @param run what the functions' events name, in no other execution
   */
  Trace run(String run, String definition, JsonNode input, Script script) {
    functions.script(run, script);
    String machine = machines.computeIfAbsent(definition, this::create);
    String arn =
        sfn.startExecution(e -> e.stateMachineArn(machine).name(run).input(input.toString()))
            .executionArn();
    DescribeExecutionResponse ended = await(arn);
    functions.release(run);
    List<Trace.Event> events = new ArrayList<>();
    sfn.getExecutionHistoryPaginator(h -> h.executionArn(arn).maxResults(1000))
        .events()
        .forEach(event -> events.add(Events.read(event)));
    return new Trace(
        ended.statusAsString(),
        ended.status() == ExecutionStatus.SUCCEEDED ? Events.json(ended.output()) : null,
        ended.error(),
        ended.cause(),
        events,
        script.calls());
  }

  @Override
  public void close() {
    functions.close();
    machines.values().forEach(arn -> sfn.deleteStateMachine(m -> m.stateMachineArn(arn)));
    lambda.close();
    sfn.close();
    if (process != null) {
      process.close();
    }
  }

  private String create(String definition) {
    return sfn.createStateMachine(
            machine ->
                machine
                    .name("differential-" + created.getAndIncrement())
                    .definition(definition)
                    .roleArn("arn:aws:iam::000000000000:role/differential"))
        .stateMachineArn();
  }

  private DescribeExecutionResponse await(String arn) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (true) {
      DescribeExecutionResponse now = sfn.describeExecution(e -> e.executionArn(arn));
      if (now.status() != ExecutionStatus.RUNNING) {
        return now;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the emulator has not ended " + arn + " in 60 s");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
