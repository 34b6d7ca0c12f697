package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * Everything of one peer's own: database, key, queues, functions, state machine, alarms. Nothing of
 * it is open to another peer but its queues and, by passwords that it gives out, its database.
 */
final class PeerStack extends Stack {

  PeerStack(
      Construct scope,
      Deployment deployment,
      FunctionPackages packages,
      SharedStack shared,
      int rank) {
    super(
        scope,
        new DeploymentNames(deployment.name()).peer(rank),
        SharedStack.properties("SPIRT: peer " + rank + " of " + deployment.name()));
    DeploymentNames names = new DeploymentNames(deployment.name());
    FunctionParts parts = new FunctionParts(deployment, packages, shared.network());
    PeerQueues queues = new PeerQueues(this, names, rank);
    Secret secret = Secrets.create(this, "DatabaseSecret");
    PeerMachines machines = new PeerMachines(this, deployment, parts, names, rank);
    PeerDatabase database =
        new PeerDatabase(
            this, deployment, rank, shared.network(), shared.bucket(), secret, queues.health());
    Map<Stage, CfnRole> roles = roles(names, rank);
    PeerKey key = new PeerKey(this, names.peer(rank), rank, keyUsers(roles));
    PeerParts peer =
        new PeerParts(
            names,
            rank,
            shared.bucket(),
            database.address(),
            secret.getSecretArn(),
            shared.sharedSecret(),
            queues,
            key.arn(),
            machines.roundRole().getAttrArn(),
            Arns.of("logs", "log-group:" + machines.logs().getRef()));
    PeerFunctions functions =
        new PeerFunctions(
            this,
            deployment,
            parts,
            peer,
            roles,
            shared.network().exchange(),
            database.ownFunctions());
    machines.define(functions);
    var unused =
        new PeerAlarms(
            this, names, rank, shared.topic(), queues, machines.logs(), database.instance());
    Findings.explain(this, Findings.OF_PEERS);
  }

  private Map<Stage, CfnRole> roles(DeploymentNames names, int rank) {
    Construct scope = new Construct(this, "FunctionRoles");
    Map<Stage, CfnRole> roles = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      roles.put(
          stage, FunctionParts.role(scope, PeerFunctions.id(stage), names.function(rank, stage)));
    }
    return roles;
  }

  private static Map<String, List<String>> keyUsers(Map<Stage, CfnRole> roles) {
    return Map.of(
        "kms:Encrypt",
        List.of(roles.get(Stage.INIT).getAttrArn()),
        "kms:Decrypt",
        StageRights.SIGNING.stream().map(stage -> roles.get(stage).getAttrArn()).toList());
  }
}
