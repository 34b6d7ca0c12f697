package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Stage;
import io.spirt.statemachine.EntryDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;

/**
 * The state machine by which a peer enters a run, and the role and logs of those that it makes for
 * its rounds.
 */
final class PeerMachines extends Construct {
  private static final Set<Stage> ENTRY = EnumSet.of(Stage.INIT, Stage.AUTH, Stage.TRIGGER_EPOCH);
  private static final Set<Stage> ROUND = EnumSet.complementOf(EnumSet.of(Stage.INIT, Stage.AUTH));

  private final DeploymentNames names;
  private final int rank;
  private final CfnLogGroup logs;
  private final CfnRole roundRole;

  PeerMachines(
      Construct scope,
      Deployment deployment,
      FunctionParts parts,
      DeploymentNames names,
      int rank) {
    super(scope, "Machines");
    this.names = names;
    this.rank = rank;
    this.logs = parts.logs(this, "Logs", Machines.logGroup(names.peer(rank)));
    this.roundRole =
        Roles.create(
            this,
            "RoundRole",
            Machines.SERVICE,
            "Of the state machines that " + names.peer(rank) + " makes for its rounds");
  }

  /** Role of the machines of rounds. */
  CfnRole roundRole() {
    return roundRole;
  }

  /** Where all machines of the peer log. */
  CfnLogGroup logs() {
    return logs;
  }

  /** Makes the entry machine, and lets the machines of rounds call the functions. */
  void define(PeerFunctions functions) {
    var unused = Roles.grant(this, "RoundRights", roundRole, rights(functions, ROUND));
    Machines.create(
        this,
        "Entry",
        names.entryMachine(rank),
        EntryDefinition.generate(stage -> functions.alias(stage).getFunctionArn()).text(),
        logs,
        rights(functions, ENTRY));
  }

  private static List<Statement> rights(PeerFunctions functions, Set<Stage> stages) {
    List<String> aliases =
        Arrays.stream(Stage.values())
            .filter(stages::contains)
            .map(stage -> functions.alias(stage).getFunctionArn())
            .toList();
    List<Statement> rights = new ArrayList<>();
    rights.add(Statement.allow("Call", List.of("lambda:InvokeFunction"), aliases));
    rights.addAll(Machines.observing());
    return rights;
  }
}
