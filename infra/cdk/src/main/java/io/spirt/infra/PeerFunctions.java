package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionSizes;
import io.spirt.deployment.FunctionVariables;
import io.spirt.job.Stage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;

/** The functions of a peer's stages. They share a log group: one place tells what the peer did. */
final class PeerFunctions extends Construct {
  /** Stages that reach the databases of other peers, too. */
  static final Set<Stage> EXCHANGING =
      EnumSet.of(
          Stage.AUTH,
          Stage.HEARTBEAT,
          Stage.SYNC,
          Stage.AGGREGATE,
          Stage.UPDATE,
          Stage.TRIGGER_EPOCH);

  private static final String HANDLER = "io.spirt.lambda.StageFunction::handleRequest";
  private static final Set<Stage> LONG =
      EnumSet.of(Stage.COMPUTE_GRADIENT, Stage.CONVERGE, Stage.SYNC, Stage.INIT);
  private static final int LONG_SECONDS = 900;
  private static final int SECONDS = 300;

  private final Map<Stage, FunctionParts.Made> made = new EnumMap<>(Stage.class);

  /**
   * @param roles of the functions, without rights yet
   * @param exchange security group of functions that reach all databases
   * @param own security group of functions that reach the own database alone
   */
  PeerFunctions(
      Construct scope,
      Deployment deployment,
      FunctionParts parts,
      PeerParts peer,
      Map<Stage, CfnRole> roles,
      SecurityGroup exchange,
      SecurityGroup own) {
    super(scope, "Functions");
    CfnLogGroup logs = parts.logs(this, "Logs", "/aws/lambda/" + peer.names().peer(peer.rank()));
    StageRights rights = new StageRights(peer);
    for (Stage stage : Stage.values()) {
      FunctionParts.Plan plan =
          new FunctionParts.Plan(
              id(stage),
              peer.names().function(peer.rank(), stage),
              HANDLER,
              FunctionSizes.IMAGES.contains(stage),
              deployment.memoryMegabytes().get(stage),
              LONG.contains(stage) ? LONG_SECONDS : SECONDS,
              EXCHANGING.contains(stage) ? exchange : own,
              variables(stage, peer));
      made.put(stage, parts.make(this, plan, roles.get(stage), logs, rights.of(stage)));
    }
  }

  /** The construct's name of a stage, such as {@code ComputeGradient}. */
  static String id(Stage stage) {
    StringBuilder id = new StringBuilder();
    for (String word : stage.word().split("-", -1)) {
      id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return id.toString();
  }

  /** What callers of a stage call. */
  Alias alias(Stage stage) {
    return made.get(stage).alias();
  }

  private static Map<String, String> variables(Stage stage, PeerParts peer) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(FunctionVariables.STORE, "s3://" + peer.bucket());
    variables.put(FunctionVariables.RANK, Integer.toString(peer.rank()));
    variables.put(FunctionVariables.DATABASE_HOST, peer.databaseHost());
    variables.put(FunctionVariables.DATABASE_PORT, Integer.toString(Network.DATABASE_PORT));
    variables.put(FunctionVariables.DATABASE_SECRET, peer.databaseSecret());
    variables.put(
        FunctionVariables.FUNCTION_ARN_PREFIX, Arns.function(peer.names().peer(peer.rank())));
    if (StageRights.SIGNING.contains(stage)) {
      variables.put(FunctionVariables.SHARED_SECRET, peer.sharedSecret());
      variables.put(FunctionVariables.KEY, peer.keyArn());
      variables.put(FunctionVariables.JOIN_REQUEST_QUEUE, peer.queues().join().getQueueUrl());
      variables.put(FunctionVariables.PASSWORD_QUEUE, peer.queues().password().getQueueUrl());
      variables.put(FunctionVariables.SYNC_QUEUE, peer.queues().sync().getQueueUrl());
    }
    if (stage == Stage.TRIGGER_EPOCH) {
      variables.put(FunctionVariables.FUNCTION_QUALIFIER, DeploymentNames.QUALIFIER);
      variables.put(FunctionVariables.MACHINE_PREFIX, peer.names().roundMachinePrefix());
      variables.put(FunctionVariables.MACHINE_ROLE, peer.machineRole());
      variables.put(FunctionVariables.MACHINE_LOG_GROUP, peer.machineLogs());
    }
    if (FunctionSizes.IMAGES.contains(stage)) {
      variables.put(FunctionVariables.PRELOAD_ENGINE, "true");
    }
    return variables;
  }
}
