package io.spirt.aws;

import io.spirt.functions.Submission;
import io.spirt.statemachine.MachineNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/**
 * Stops a run so that it can go on later: marks it as stopped, which no peer starts another round
 * of, and ends the executions that run.
 */
public final class RunStop {
  private static final Pattern ROUND_MACHINE = Pattern.compile(".*-rank(\\d+)-(\\d+)batches");
  private static final int MOST_PASSES = 5;
  private static final String WHY = "stopped by the admin; resume the run to go on";

  private final DeployedRun run;

  /**
   * Stops a run.
   *
   * @param clients stay the caller's
   */
  public RunStop(AwsClients clients, DeployedStack stack, String run) {
    this.run = new DeployedRun(clients, stack, run);
  }

  /**
   * Stops it; does nothing more to one that is stopped or over.
   *
   * @return names of the executions that were ended
   * @throws AwsRefusedException if there is no such run
   */
  public List<String> stop() {
    Submission submission = run.submission();
    run.objects().stop(run.name());
    List<String> stopped = new ArrayList<>();
    // A peer between two rounds may have read the mark just before it was set.
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      List<String> running = running(submission);
      if (running.isEmpty()) {
        break;
      }
      for (String arn : running) {
        run.executions().stop(arn, WHY);
        stopped.add(arn.substring(arn.lastIndexOf(':') + 1));
      }
    }
    return stopped;
  }

  private List<String> running(Submission submission) {
    Executions executions = run.executions();
    List<String> running = new ArrayList<>();
    for (int rank = 0; rank < submission.peers(); rank++) {
      executions.running(run.stack().entryMachine(rank)).stream()
          .filter(arn -> isOf(submission, arn))
          .forEach(running::add);
    }
    for (StateMachineListItem machine : executions.machines()) {
      if (isRoundMachine(machine.name())) {
        running.addAll(executions.running(machine.stateMachineArn()));
      }
    }
    return running;
  }

  private static boolean isOf(Submission submission, String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return name.matches(Pattern.quote(submission.executionName()) + "(-\\d+)?");
  }

  /** Long names are cut, so the whole name is made again and compared. */
  private boolean isRoundMachine(String name) {
    Matcher parts = ROUND_MACHINE.matcher(name);
    String prefix = run.stack().names().roundMachinePrefix();
    if (!name.startsWith(prefix) || !parts.matches()) {
      return false;
    }
    int rank = Integer.parseInt(parts.group(1));
    int batches = Integer.parseInt(parts.group(2));
    return batches > 0
        && MachineNames.stateMachine(prefix + run.name(), rank, batches).equals(name);
  }
}
