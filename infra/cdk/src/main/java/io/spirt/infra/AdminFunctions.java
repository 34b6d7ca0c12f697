package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.statemachine.SubmissionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.constructs.Construct;

/**
 * The admin's functions, which take no part in training: two that take a job, behind a state
 * machine, and one that removes what CloudFormation does not know when the stacks are deleted. They
 * reach no database and live outside of the network.
 */
final class AdminFunctions extends Construct {
  private static final String PACKAGE = "io.spirt.lambda.";
  private static final int PREPARE_MEGABYTES = 3008;
  private static final int LIGHT_MEGABYTES = 512;
  private static final int PREPARE_SECONDS = 900;
  private static final int SECONDS = 300;

  private final Deployment deployment;
  private final DeploymentNames names;
  private final FunctionParts parts;
  private final String bucket;
  private final CfnLogGroup logs;
  private final CfnStateMachine submission;

  AdminFunctions(Construct scope, Deployment deployment, FunctionParts parts, String bucket) {
    super(scope, "Admin");
    this.deployment = deployment;
    this.names = new DeploymentNames(deployment.name());
    this.parts = parts;
    this.bucket = bucket;
    this.logs = parts.logs(this, "Logs", "/aws/lambda/" + deployment.name() + "-admin");
    this.submission = submission(prepare(), begin());
    addCleanup();
  }

  /** ARN of the state machine that takes jobs. */
  String submissionMachine() {
    return submission.getRef();
  }

  private FunctionParts.Made prepare() {
    StoreRights store =
        new StoreRights(bucket)
            .read("data/*", "models/*", "runs/*/submission.json", "runs/*/data/*/manifest.json")
            .write(
                "runs/*/submission.json",
                "runs/*/job.json",
                "runs/*/dataset.json",
                "runs/*/join-queues.json",
                "runs/*/data/*",
                "runs/*/model/*",
                "runs/*/admitted/model.json")
            .list("data/*", "models/*", "runs/*");
    List<Statement> rights = new ArrayList<>(store.statements());
    rights.add(
        Statement.allow(
            "FindQueues", "sqs:GetQueueUrl", Arns.queue(names.deployment() + "-peer-*-join")));
    return make(
        "Prepare",
        names.prepareFunction(),
        "PrepareFunction",
        true,
        PREPARE_MEGABYTES,
        PREPARE_SECONDS,
        rights);
  }

  private FunctionParts.Made begin() {
    return make(
        "Begin",
        names.beginFunction(),
        "BeginFunction",
        false,
        LIGHT_MEGABYTES,
        SECONDS,
        List.of(
            Statement.allow(
                "SetOff",
                "states:StartExecution",
                Arns.stateMachine(names.deployment() + "-peer-*"))));
  }

  private CfnStateMachine submission(FunctionParts.Made prepare, FunctionParts.Made begin) {
    String prepareArn = prepare.alias().getFunctionArn();
    String beginArn = begin.alias().getFunctionArn();
    CfnLogGroup machineLogs =
        parts.logs(this, "MachineLogs", Machines.logGroup(names.submissionMachine()));
    List<Statement> rights = new ArrayList<>();
    rights.add(
        Statement.allow("Call", List.of("lambda:InvokeFunction"), List.of(prepareArn, beginArn)));
    rights.addAll(Machines.observing());
    return Machines.create(
        this,
        "Submission",
        names.submissionMachine(),
        SubmissionDefinition.generate(prepareArn, beginArn).text(),
        machineLogs,
        rights);
  }

  /** Peers' stacks are deleted before this one, so no peer makes another state machine then. */
  private void addCleanup() {
    FunctionParts.Made cleanup =
        make(
            "Cleanup",
            names.cleanupFunction(),
            "CleanupFunction",
            false,
            LIGHT_MEGABYTES,
            SECONDS,
            List.of(
                Statement.allow("FindMachines", "states:ListStateMachines", "*"),
                Statement.allow(
                    "RemoveMachines",
                    "states:DeleteStateMachine",
                    Arns.stateMachine(names.roundMachinePrefix() + "*"))));
    CustomResource.Builder.create(this, "RoundMachines")
        .resourceType("Custom::SpirtRoundMachines")
        .serviceToken(cleanup.function().getFunctionArn())
        // CloudFormation would wait an hour for a function that cannot answer.
        .serviceTimeout(Duration.seconds(SECONDS))
        .build();
  }

  private FunctionParts.Made make(
      String id,
      String name,
      String handler,
      boolean image,
      int megabytes,
      int seconds,
      List<Statement> rights) {
    CfnRole role = FunctionParts.role(this, id, name);
    FunctionParts.Plan plan =
        new FunctionParts.Plan(
            id,
            name,
            PACKAGE + handler + "::handleRequest",
            image,
            megabytes,
            seconds,
            null,
            Map.of(
                FunctionVariables.STORE,
                "s3://" + bucket,
                FunctionVariables.PEERS,
                Integer.toString(deployment.peers())));
    return parts.make(this, plan, role, logs, rights);
  }
}
