package io.spirt.infra;

import java.util.List;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.constructs.Construct;

/** Makes state machines that log every event, without inputs and outputs, and trace. */
final class Machines {
  static final String SERVICE = "states.amazonaws.com";

  private Machines() {}

  /**
   * Name of a log group of state machines. Below this prefix AWS needs no more of its resource
   * policy, whose size is limited.
   */
  static String logGroup(String name) {
    return "/aws/vendedlogs/states/" + name;
  }

  /** What a state machine's role needs to log and trace. None of it can be had for one resource. */
  static List<Statement> observing() {
    return List.of(
        Statement.allow(
            "DeliverLogs",
            List.of(
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:UpdateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
                "logs:DescribeLogGroups"),
            List.of("*")),
        Statement.allow(
            "Trace",
            List.of(
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets"),
            List.of("*")));
  }

  /** Makes a state machine with a role of its own. */
  static CfnStateMachine create(
      Construct scope,
      String id,
      String name,
      String definition,
      CfnLogGroup logs,
      List<Statement> statements) {
    CfnRole role = Roles.create(scope, id + "Role", SERVICE, "Of the state machine " + name);
    CfnPolicy rights = Roles.grant(scope, id + "Rights", role, statements);
    CfnStateMachine machine =
        CfnStateMachine.Builder.create(scope, id)
            .stateMachineName(name)
            .stateMachineType("STANDARD")
            .definitionString(definition)
            .roleArn(role.getAttrArn())
            .loggingConfiguration(
                CfnStateMachine.LoggingConfigurationProperty.builder()
                    .level("ALL")
                    .includeExecutionData(false)
                    .destinations(
                        List.of(
                            CfnStateMachine.LogDestinationProperty.builder()
                                .cloudWatchLogsLogGroup(
                                    CfnStateMachine.CloudWatchLogsLogGroupProperty.builder()
                                        .logGroupArn(logs.getAttrArn())
                                        .build())
                                .build()))
                    .build())
            .tracingConfiguration(
                CfnStateMachine.TracingConfigurationProperty.builder().enabled(true).build())
            .build();
    machine.getNode().addDependency(rights);
    return machine;
  }
}
