package io.spirt.infra;

import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.constructs.Construct;

/** What of a peer people are told at once. docs/operations.md says what to do then. */
final class PeerAlarms extends Construct {
  private static final int FIVE_MINUTES = 5 * Alarms.MINUTE;
  private static final int MOST_ERRORS = 10;
  private static final String FAILED =
      "{ ($.type = \"ExecutionFailed\") || ($.type = \"ExecutionTimedOut\") }";

  PeerAlarms(
      Construct scope,
      DeploymentNames names,
      int rank,
      String topic,
      PeerQueues queues,
      CfnLogGroup machineLogs,
      String instance) {
    super(scope, "Alarms");
    String peer = names.peer(rank);
    Alarms alarms = new Alarms(this, peer, topic);
    addExecutions(alarms, peer, machineLogs);
    addFunctions(alarms, names, rank);
    alarms.above(
        "DeadLetters",
        "dead-letters",
        "Messages to " + peer + " that nobody could read",
        new Alarms.Metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            Map.of("QueueName", queues.deadLetters().getQueueName()),
            "Maximum",
            FIVE_MINUTES),
        0);
    addDatabase(alarms, peer, queues.health().getQueueName(), instance);
  }

  /** Machines come and go with rounds, but all of a peer's log to one place. */
  private void addExecutions(Alarms alarms, String peer, CfnLogGroup logs) {
    String metric = peer + "-failed-executions";
    CfnMetricFilter.Builder.create(this, "FailedExecutionsFilter")
        .logGroupName(logs.getRef())
        .filterPattern(FAILED)
        .metricTransformations(
            List.of(
                CfnMetricFilter.MetricTransformationProperty.builder()
                    .metricNamespace(JobDashboard.NAMESPACE)
                    .metricName(metric)
                    .metricValue("1")
                    .build()))
        .build();
    alarms.above(
        "FailedExecutions",
        "failed-executions",
        "A state machine of " + peer + " failed: the peer takes part no more until it is redriven",
        new Alarms.Metric(JobDashboard.NAMESPACE, metric, Map.of(), "Sum", FIVE_MINUTES),
        0);
  }

  private static void addFunctions(Alarms alarms, DeploymentNames names, int rank) {
    alarms.sumAbove(
        "FunctionErrors",
        "function-errors",
        "Functions of " + names.peer(rank) + " fail more often than single retries explain",
        Arrays.stream(Stage.values())
            .map(
                stage ->
                    new Alarms.Metric(
                        "AWS/Lambda",
                        "Errors",
                        Map.of("FunctionName", names.function(rank, stage)),
                        "Sum",
                        FIVE_MINUTES))
            .toList(),
        MOST_ERRORS);
  }

  private static void addDatabase(Alarms alarms, String peer, String health, String instance) {
    alarms.silent(
        "DatabaseUnhealthy",
        "database-unhealthy",
        "The database of " + peer + " has not said for five minutes that it is well",
        new Alarms.Metric(
            "AWS/SQS", "NumberOfMessagesSent", Map.of("QueueName", health), "Sum", Alarms.MINUTE),
        5);
    alarms.mend(
        "DatabaseHardware",
        "database-hardware",
        "The machine below the database of " + peer + " is broken; EC2 moves the instance",
        status("StatusCheckFailed_System", instance),
        2,
        remedy("recover"));
    alarms.mend(
        "DatabaseSystem",
        "database-system",
        "The instance of the database of " + peer + " does not answer EC2; it is restarted",
        status("StatusCheckFailed_Instance", instance),
        3,
        remedy("reboot"));
  }

  private static Alarms.Metric status(String name, String instance) {
    return new Alarms.Metric(
        "AWS/EC2", name, Map.of("InstanceId", instance), "Maximum", Alarms.MINUTE);
  }

  private static String remedy(String action) {
    return "arn:%s:automate:%s:ec2:%s".formatted(Aws.PARTITION, Aws.REGION, action);
  }
}
