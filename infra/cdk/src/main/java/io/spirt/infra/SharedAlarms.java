package io.spirt.infra;

import io.spirt.deployment.DeploymentNames;
import java.util.Map;
import software.constructs.Construct;

/** What of the shared parts people are told at once. */
final class SharedAlarms extends Construct {
  private static final int FIVE_MINUTES = 5 * Alarms.MINUTE;

  SharedAlarms(Construct scope, DeploymentNames names, String topic, String submissionMachine) {
    super(scope, "SharedAlarms");
    Alarms alarms = new Alarms(this, names.deployment(), topic);
    alarms.above(
        "FailedSubmissions",
        "failed-submissions",
        "A job was not taken; the execution's cause says what is wrong with it",
        new Alarms.Metric(
            "AWS/States",
            "ExecutionsFailed",
            Map.of("StateMachineArn", submissionMachine),
            "Sum",
            FIVE_MINUTES),
        0);
    alarms.above(
        "Throttles",
        "throttles",
        "Lambda refuses calls: the account runs as many functions at once as it may",
        new Alarms.Metric("AWS/Lambda", "Throttles", Map.of(), "Sum", FIVE_MINUTES),
        0);
  }
}
