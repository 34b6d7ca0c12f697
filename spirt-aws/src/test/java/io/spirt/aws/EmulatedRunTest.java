package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import io.spirt.store.S3ObjectStore;
import io.spirt.testing.MiniStack;
import io.spirt.training.data.DataLocation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Against CloudFormation, Step Functions and S3 of an emulator: of {@link MiniStack} if {@code
 * SPIRT_MINISTACK} names its command; else the tests are skipped. The state machines only wait,
 * succeed or fail; what stages would leave is put into the bucket. Redrives, which the emulator
 * does not know, are in {@link RunStopAndResumeTest}.
 */
class EmulatedRunTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";
  private static final String SUCCEEDS =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}";
  private static final String WAITS =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\":"
          + " true}}}";
  private static final String REFUSES =
      """
      {"StartAt": "A", "States": {"A": {"Type": "Fail",
       "Error": "io.spirt.job.InvalidJobException",
       "Cause": "{\\"errorMessage\\": \\"/peers: 9: too many\\\\n/name: odd\\",\
       \\"errorType\\": \\"io.spirt.job.InvalidJobException\\"}"}}}
      """;

  @TempDir private static Path folder;
  private static MiniStack emulator;
  private static AwsClients clients;

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void start() {
    assumeTrue(MiniStack.executable().isPresent(), MiniStack.HINT);
    emulator =
        MiniStack.start(
            MiniStack.executable().orElseThrow(), Map.of(), folder.resolve("ministack.log"));
    clients =
        new AwsClients(
            at(emulator.endpoint(), S3Client.builder().forcePathStyle(true)).build(),
            at(emulator.endpoint(), SfnClient.builder()).build(),
            at(emulator.endpoint(), CloudFormationClient.builder()).build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  @AfterAll
  static void stop() {
    if (emulator != null) {
      clients.close();
      emulator.close();
    }
  }

  /** A stack with the outputs that a deployment has. */
  private static DeployedStack deploy(String name, String submission) {
    String arn = machine(name + "-submission", submission);
    for (int rank = 0; rank < 4; rank++) {
      machine(name + "-peer-" + rank, WAITS);
    }
    String template =
        """
        {"Resources": {"Results": {"Type": "AWS::S3::Bucket",
           "Properties": {"BucketName": "%1$s-results"}}},
         "Outputs": {"Bucket": {"Value": {"Ref": "Results"}},
           "SubmissionMachine": {"Value": "%2$s"},
           "Peers": {"Value": "4"}, "Region": {"Value": {"Ref": "AWS::Region"}}}}
        """
            .formatted(name, arn);
    clients.cloudFormation().createStack(r -> r.stackName(name).templateBody(template));
    clients.cloudFormation().waiter().waitUntilStackCreateComplete(r -> r.stackName(name));
    return DeployedStack.find(clients.cloudFormation(), name);
  }

  private static String machine(String name, String definition) {
    return clients
        .sfn()
        .createStateMachine(r -> r.name(name).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private static SampleRun sample(DeployedStack stack) {
    return new SampleRun(
        new RunObjects(new S3ObjectStore(clients.s3(), stack.bucket(), "")), stack);
  }

  private void submit(DeployedStack stack, Job job) throws InterruptedException {
    var unused =
        new JobSubmission(clients, stack, InstantSource.system(), Pause.real(), SHORT, said::add)
            .submit(job, DataLocation.of(Optional.empty(), Map.of()));
  }

  @Test
  void findsADeploymentByItsOutputs() {
    DeployedStack stack = deploy("found", SUCCEEDS);
    assertThat(stack.bucket()).isEqualTo("found-results");
    assertThat(stack.peers()).isEqualTo(4);
    assertThat(stack.region()).isEqualTo("us-east-1");
    assertThat(stack.entryMachine(3)).endsWith(":stateMachine:found-peer-3");
  }

  @Test
  void saysThatThereIsNoSuchStack() {
    assertThatThrownBy(() -> DeployedStack.find(clients.cloudFormation(), "nowhere"))
        .isInstanceOf(AwsRefusedException.class)
        .hasMessageStartingWith("there is no stack 'nowhere' in region us-east-1");
  }

  @Test
  void submittingTwiceStartsOnce() throws Exception {
    DeployedStack stack = deploy("once", SUCCEEDS);
    submit(stack, SampleRun.job());
    sample(stack).taken();
    submit(stack, SampleRun.job());
    assertThat(
            clients
                .sfn()
                .listExecutions(r -> r.stateMachineArn(stack.submissionMachine()))
                .executions())
        .hasSize(1)
        .first()
        .extracting(item -> item.name())
        .isEqualTo(SampleRun.submission().executionName());
  }

  @Test
  void aJobThatIsRefusedThereShowsItsProblems() {
    DeployedStack stack = deploy("refuses", REFUSES);
    assertThatThrownBy(() -> submit(stack, SampleRun.job()))
        .isInstanceOfSatisfying(
            AwsRefusedException.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactly("/peers: 9: too many", "/name: odd"));
  }

  @Test
  void stopsARunAndTheWatchNotices() throws Exception {
    DeployedStack stack = deploy("stops", SUCCEEDS);
    SampleRun sample = sample(stack).taken().entered(0);
    String round = machine(nameOf(sample.roundMachine(0)), WAITS);
    String name = nameOf(sample.execution(0, 0));
    clients.sfn().startExecution(r -> r.stateMachineArn(round).name(name).input("{}"));
    String entry = SampleRun.submission().executionName();
    clients
        .sfn()
        .startExecution(r -> r.stateMachineArn(stack.entryMachine(1)).name(entry).input("{}"));
    assertThat(new StatusReader(clients, stack, SampleRun.NAME).read().peers())
        .extracting(RunStatus.Peer::state)
        .containsExactly("running", "running");
    assertThat(new RunStop(clients, stack, SampleRun.NAME).stop())
        .containsExactlyInAnyOrder(name, entry);
    RunStatus status = new StatusReader(clients, stack, SampleRun.NAME).read();
    assertThat(status.state()).isEqualTo("stopped");
    RunReport report =
        new RunWatch(clients, stack, SampleRun.NAME, Pause.real(), SHORT, new RunObserver() {})
            .follow();
    assertThat(report.status()).isEqualTo("stopped");
  }

  private static String nameOf(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  @Test
  void watchesAndFetchesARunThatEnded(@TempDir Path runs) throws Exception {
    DeployedStack stack = deploy("ends", SUCCEEDS);
    sample(stack).whole();
    RunReport watched =
        new RunWatch(clients, stack, SampleRun.NAME, Pause.real(), SHORT, new RunObserver() {})
            .follow();
    RunReport fetched = new RunFetch(clients, stack, SampleRun.NAME).fetch(runs);
    assertThat(fetched).isEqualTo(watched);
    assertThat(runs.resolve("sample/model.safetensors")).exists();
  }

  @Test
  void uploadsAreFoundByTheirChecksum() {
    DeployedStack stack = deploy("uploads", SUCCEEDS);
    Uploads uploads =
        new Uploads(
            clients.s3(), stack.bucket(), InstantSource.system(), SHORT, line -> said.add(line));
    List<Upload> files = List.of(Upload.of("data/x/a", ByteBuffer.wrap(new byte[] {1, 2, 3})));
    uploads.put("x", files);
    uploads.put("x", files);
    assertThat(said).last().isEqualTo("x is in the bucket already");
  }
}
