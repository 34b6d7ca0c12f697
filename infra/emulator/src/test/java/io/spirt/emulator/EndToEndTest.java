package io.spirt.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.aws.AwsClients;
import io.spirt.aws.DeployedStack;
import io.spirt.aws.JobSubmission;
import io.spirt.aws.Pause;
import io.spirt.aws.RunFetch;
import io.spirt.aws.RunWatch;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.DeploymentReader;
import io.spirt.emulator.aws.Logs;
import io.spirt.emulator.gateway.RecordedCall;
import io.spirt.emulator.iam.Coverage;
import io.spirt.emulator.iam.RoleCall;
import io.spirt.emulator.iam.RolePolicies;
import io.spirt.emulator.iam.Statement;
import io.spirt.functions.RunOutcome;
import io.spirt.functions.Submission;
import io.spirt.infra.SpirtApp;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.local.LocalOptions;
import io.spirt.local.LocalTraining;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import io.spirt.training.data.DataLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/**
 * Deploys, trains and takes down again. Each test needs what the one before it left, so that
 * nothing is deployed or trained twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
  private static final Logger LOG = LoggerFactory.getLogger(EndToEndTest.class);
  private static final int WORKERS = 2;
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Job job = Jobs.submitted();
  private final List<Statement> granted = new ArrayList<>();
  private final List<RoleCall> machineCalls = new ArrayList<>();
  private final Map<String, String> roleOfFunction = new HashMap<>();
  private Emulator emulator;
  private DeployedStacks stacks;
  private SubmittedRun run;
  private Machines machines;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    Path target = Files.createDirectories(Project.target());
    emulator =
        Emulators.start(Project.root(), target).orElseGet(() -> Assumptions.abort(Emulators.NONE));
    Deployment deployment =
        DeploymentReader.read("{\"name\": \"trial\", \"peers\": " + job.peers() + "}");
    CloudAssembly assembly =
        new CloudAssembly(
            SpirtApp.synthesise(
                deployment,
                Project.packages().resolve("light"),
                Project.packages().resolve("image"),
                folder.resolve("cdk.out")));
    LOG.info("deploying to {}", emulator.name());
    stacks =
        DeployedStacks.deploy(
            emulator, assembly, new DeploymentNames(deployment.name()), job.peers(), target);
    run = new SubmittedRun(stacks);
    machines = new Machines(stacks.sfn);
  }

  @AfterAll
  void close() {
    if (stacks != null) {
      stacks.close();
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  @Order(1)
  void aJobWithMistakesFailsWithAllOfThem() {
    DescribeExecutionResponse execution = run.awaitEnd(run.start("wrong", Jobs.wrong()));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.cause()).contains("/name", "/peers", "colour");
  }

  @Test
  @Order(2)
  void aSubmittedJobEndsWithTheLocalRuntimesParams(@TempDir Path runs) {
    RunOutcome outcome = submitAndTrain();
    RunReport local =
        LocalTraining.train(
            new LocalOptions(job, Optional.empty(), runs, WORKERS), new RunObserver() {});
    assertThat(local.status()).as(local.failure()).isEqualTo("succeeded");
    assertThat(local.peers())
        .isNotEmpty()
        .allSatisfy(peer -> assertThat(peer.paramsDigest()).isEqualTo(outcome.paramsDigest()));
    assertThat(local.accuracy()).isEqualTo(outcome.accuracy());
  }

  private RunOutcome submitAndTrain() {
    try {
      DescribeExecutionResponse submission = run.awaitEnd(run.start(job));
      assertThat(submission.status()).as(submission.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
      return run.awaitOutcome(job.name());
    } catch (AssertionError | IllegalStateException e) {
      stacks.showLogs();
      throw e;
    }
  }

  @Test
  @Order(3)
  void submittingAgainStartsNothing() {
    int before = run.executions(status -> true).size();
    DescribeExecutionResponse again = run.awaitEnd(run.start("again", JobReader.write(job)));
    assertThat(again.status()).as(again.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(run.executions(status -> true)).hasSize(before);
  }

  @Test
  @Order(4)
  void theClientFindsTheRunFollowsItAndFetchesIt(@TempDir Path runs) throws Exception {
    CloudFormationClient formation = stacks.owner().client(CloudFormationClient.builder());
    try (formation) {
      AwsClients clients = new AwsClients(stacks.s3, stacks.sfn, formation);
      DeployedStack stack = DeployedStack.find(formation, stacks.names().sharedStack());
      Submission submission =
          new JobSubmission(
                  clients, stack, InstantSource.system(), Pause.real(), INTERVAL, LOG::info)
              .submit(job, new DataLocation(Optional.empty(), runs, Optional.empty()));
      assertThat(submission.peers()).isEqualTo(job.peers());
      RunReport followed =
          new RunWatch(clients, stack, job.name(), Pause.real(), INTERVAL, new RunObserver() {})
              .follow();
      RunReport fetched = new RunFetch(clients, stack, job.name()).fetch(runs);
      RunOutcome outcome = run.awaitOutcome(job.name());
      assertThat(followed.status()).as(followed.failure()).isEqualTo("succeeded");
      assertThat(fetched.accuracy()).isEqualTo(outcome.accuracy());
      assertThat(fetched.epochs()).hasSameSizeAs(followed.epochs()).hasSize(outcome.epoch());
      assertThat(fetched.peers())
          .hasSize(job.peers())
          .allSatisfy(peer -> assertThat(peer.paramsDigest()).isEqualTo(outcome.paramsDigest()));
      assertThat(runs.resolve(job.name()).resolve("model.safetensors")).isNotEmptyFile();
    }
  }

  @Test
  @Order(5)
  void keysAreUsedUnderTheOwnRankAndTheJob() {
    Map<String, Set<Map<String, String>>> contexts = stacks.gateway().encryptionContexts();
    assertThat(contexts).isNotEmpty();
    for (int rank = 0; rank < job.peers(); rank++) {
      String own = stacks.names().peer(rank) + "-";
      Map<String, String> expected = Map.of("job", job.name(), "rank", Integer.toString(rank));
      assertThat(contexts)
          .allSatisfy(
              (caller, used) -> {
                if (caller.startsWith(own)) {
                  assertThat(used).containsExactly(expected);
                }
              });
    }
  }

  @Test
  @Order(6)
  void noSecretIsSentLoggedOrInAHistoryAndNobodyIsDeniedAnything() {
    List<String> secrets = new ArrayList<>(stacks.passwords());
    assertThat(stacks.gateway().leaks()).isEmpty();
    Logs logs = new Logs(stacks.owner());
    List<String> lines =
        logs.groups().stream().flatMap(group -> logs.lines(group).stream()).toList();
    assertThat(lines).isNotEmpty();
    // A right that is missing may hide behind a retry.
    assertThat(lines).noneMatch(line -> line.contains("is not authorized to perform"));
    List<String> histories =
        machines.all().stream()
            .flatMap(machine -> machines.executions(machine.stateMachineArn()).stream())
            .flatMap(execution -> machines.history(execution.executionArn()).stream())
            .map(Object::toString)
            .toList();
    for (String secret : secrets) {
      assertThat(lines).noneMatch(line -> line.contains(secret));
      assertThat(histories).noneMatch(line -> line.contains(secret));
    }
  }

  @Test
  @Order(7)
  void deletingTheStacksLeavesTheResultsBucketAlone() {
    String bucket = stacks.output("Bucket");
    RolePolicies policies = new RolePolicies(stacks.iam);
    stacks.roles().forEach(role -> granted.addAll(policies.statements(role)));
    machineCalls.addAll(machineCalls());
    roleOfFunction.putAll(roleOfFunction());
    stacks.destroy();
    assertThat(machines.all()).isEmpty();
    assertThat(stacks.lambda.listFunctions().functions()).isEmpty();
    assertThat(stacks.secrets.listSecrets().secretList()).isEmpty();
    assertThat(stacks.s3.listBuckets().buckets())
        .map(Bucket::name)
        .filteredOn(name -> !name.startsWith("cdk-"))
        .containsExactly(bucket);
  }

  @Test
  @Order(8)
  void everyPermissionIsUsedOrExplainedAndNothingMoreIsNeeded() {
    Coverage coverage = new Coverage(granted, calls());
    coverage.explained().forEach(line -> LOG.info("not used: {}", line));
    coverage.unexplained().forEach(line -> LOG.warn("nobody explains: {}", line));
    assertThat(granted).isNotEmpty();
    assertThat(coverage.beyond()).isEmpty();
    assertThat(coverage.unexplained()).isEmpty();
  }

  /** What functions, instances and state machines did, in their roles. */
  private List<RoleCall> calls() {
    List<RoleCall> calls = new ArrayList<>(machineCalls);
    for (RecordedCall call : stacks.gateway().calls()) {
      String role = roleOfFunction.getOrDefault(call.caller(), call.caller());
      if (granted.stream().anyMatch(statement -> statement.role().equals(role))) {
        calls.add(new RoleCall(role, call.action(), call.resource()));
      }
    }
    return calls.stream().distinct().toList();
  }

  private Map<String, String> roleOfFunction() {
    return stacks.lambda.listFunctionsPaginator().functions().stream()
        .collect(
            Collectors.toMap(
                FunctionConfiguration::functionName,
                function -> function.role().substring(function.role().lastIndexOf('/') + 1)));
  }

  /** The emulator does not look at machines' roles: what their histories show has to be allowed. */
  private List<RoleCall> machineCalls() {
    List<RoleCall> calls = new ArrayList<>();
    for (StateMachineListItem machine : machines.all()) {
      String role = machines.role(machine.stateMachineArn());
      machines.executions(machine.stateMachineArn()).stream()
          .flatMap(execution -> machines.called(execution.executionArn()).stream())
          .distinct()
          .forEach(function -> calls.add(new RoleCall(role, "lambda:InvokeFunction", function)));
    }
    return calls;
  }
}
