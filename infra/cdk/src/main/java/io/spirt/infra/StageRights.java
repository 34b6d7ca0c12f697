package io.spirt.infra;

import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the function of each stage may do, from what its handler in {@code io.spirt.functions} does.
 * A handler that reaches for more has to be given it here, or fails on AWS.
 */
final class StageRights {
  /** Stages that sign or read signed messages, and so need the peer's key pair. */
  static final Set<Stage> SIGNING =
      EnumSet.complementOf(EnumSet.of(Stage.COMPUTE_GRADIENT, Stage.CONVERGE));

  private static final Set<Stage> INTRODUCING =
      EnumSet.of(Stage.AUTH, Stage.HEARTBEAT, Stage.TRIGGER_EPOCH);
  private static final Set<Stage> CHECKPOINTING =
      EnumSet.of(Stage.AUTH, Stage.HEARTBEAT, Stage.SYNC, Stage.UPDATE, Stage.TRIGGER_EPOCH);

  private final PeerParts peer;

  StageRights(PeerParts peer) {
    this.peer = peer;
  }

  /** The rights of a stage's function. */
  List<Statement> of(Stage stage) {
    List<Statement> rights = new ArrayList<>(store(stage).statements());
    rights.add(
        Statement.allow("OwnDatabase", "secretsmanager:GetSecretValue", peer.databaseSecret()));
    if (SIGNING.contains(stage)) {
      rights.add(
          Statement.allow("SharedSecret", "secretsmanager:GetSecretValue", peer.sharedSecret()));
      rights.add(underContext(Statement.allow("OpenKeyPair", "kms:Decrypt", peer.keyArn())));
    }
    if (stage == Stage.INIT) {
      rights.add(underContext(Statement.allow("SealKeyPair", "kms:Encrypt", peer.keyArn())));
    }
    addQueues(stage, rights);
    if (stage == Stage.TRIGGER_EPOCH) {
      addWorkflows(rights);
    }
    return rights;
  }

  /** A ciphertext is bound to the peer's rank and names its job. */
  private Statement underContext(Statement statement) {
    return statement
        .when("StringEquals", "kms:EncryptionContext:rank", Integer.toString(peer.rank()))
        .when("Null", "kms:EncryptionContext:job", "false");
  }

  private StoreRights store(Stage stage) {
    StoreRights store =
        new StoreRights(peer.bucket())
            .read(
                DeploymentNames.databaseCertificateKey(peer.rank()),
                "runs/*/job.json",
                "runs/*/dataset.json")
            .list("peers/" + peer.rank() + "/*");
    switch (stage) {
      case INIT -> store.read("runs/*/model/*", "runs/*/admitted/*", "runs/*/join-queues.json");
      case AUTH -> store.read("runs/*/admitted/*", "runs/*/join-queues.json");
      case COMPUTE_GRADIENT ->
          store.read("runs/*/data/*", "runs/*/model/*", "runs/*/admitted/model.json");
      case AGGREGATE -> store.read("runs/*/data/*", "runs/*/model/*", "runs/*/admitted/model.json");
      case HEARTBEAT, UPDATE -> store.read("runs/*/admitted/*");
      case CONVERGE ->
          store
              .read(
                  "runs/*/data/*",
                  "runs/*/model/*",
                  "runs/*/admitted/model.json",
                  "runs/*/outcome.json")
              .write("runs/*/model.safetensors", "runs/*/outcome.json");
      case TRIGGER_EPOCH ->
          store
              .read("runs/*/admitted/*", "runs/*/outcome.json")
              .write("runs/*/progress/" + peer.rank() + "/*")
              .delete("runs/*/outcome.json");
      default -> {}
    }
    if (CHECKPOINTING.contains(stage)) {
      store
          .list("runs/*/checkpoints/*")
          .write("runs/*/checkpoints/*")
          .delete("runs/*/checkpoints/*");
    }
    if (stage == Stage.AUTH || stage == Stage.UPDATE || stage == Stage.TRIGGER_EPOCH) {
      store.read("runs/*/checkpoints/*");
    }
    return store;
  }

  private void addQueues(Stage stage, List<Statement> rights) {
    if (INTRODUCING.contains(stage)) {
      rights.add(
          receive(peer.queues().join().getQueueArn(), peer.queues().password().getQueueArn()));
      rights.add(send(peer.everybodys("join"), peer.everybodys("password")));
    }
    if (stage == Stage.INIT) {
      rights.add(send(peer.everybodys("join")));
    }
    if (stage == Stage.AVERAGE) {
      rights.add(send(peer.everybodys("sync")));
    }
    if (stage == Stage.SYNC) {
      rights.add(receive(peer.queues().sync().getQueueArn()));
    }
  }

  private static Statement send(String... queues) {
    return Statement.allow("Send", "sqs:SendMessage", queues);
  }

  private static Statement receive(String... queues) {
    return Statement.allow(
        "Receive", List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"), List.of(queues));
  }

  /** The state machines of this peer's rounds, whose names end with its rank. */
  private void addWorkflows(List<Statement> rights) {
    String machines =
        Arns.stateMachine(peer.names().roundMachinePrefix() + "*-rank" + peer.rank() + "-*batches");
    rights.add(
        Statement.allow(
            "NextRound",
            List.of("states:CreateStateMachine", "states:StartExecution"),
            List.of(machines)));
    rights.add(
        Statement.allow("GiveRole", "iam:PassRole", peer.machineRole())
            .when("StringEquals", "iam:PassedToService", "states.amazonaws.com"));
  }
}
