package io.spirt.aws;

import io.spirt.deployment.DeploymentNames;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * A deployment, as the outputs of its shared stack say where it is.
 *
 * @param name its name
 * @param bucket its results bucket
 * @param submissionMachine ARN of the state machine that takes jobs
 * @param peers number of peers that are deployed
 * @param region where it is
 */
public record DeployedStack(
    String name, String bucket, String submissionMachine, int peers, String region) {

  /**
   * Finds a deployment.
   *
   * @throws AwsRefusedException if there is none of that name, or it is not one of SPIRT
   */
  public static DeployedStack find(CloudFormationClient client, String name) {
    Map<String, String> outputs =
        describe(client, name).outputs().stream()
            .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    return new DeployedStack(
        name,
        output(outputs, name, "Bucket"),
        output(outputs, name, "SubmissionMachine"),
        peers(output(outputs, name, "Peers"), name),
        output(outputs, name, "Region"));
  }

  private static Stack describe(CloudFormationClient client, String name) {
    try {
      return client.describeStacks(request -> request.stackName(name)).stacks().stream()
          .findFirst()
          .orElseThrow(() -> missing(client, name));
    } catch (CloudFormationException e) {
      boolean absent =
          e.awsErrorDetails() != null
              && String.valueOf(e.awsErrorDetails().errorMessage()).contains("does not exist");
      if (absent) {
        throw missing(client, name);
      }
      throw e;
    }
  }

  private static AwsRefusedException missing(CloudFormationClient client, String name) {
    return new AwsRefusedException(
        "there is no stack '%s' in region %s: deploy it (infra/cdk), or give another --stack or"
                .formatted(name, client.serviceClientConfiguration().region())
            + " AWS_REGION");
  }

  private static String output(Map<String, String> outputs, String stack, String key) {
    String value = outputs.get(key);
    if (value == null || value.isBlank()) {
      throw new AwsRefusedException(
          "stack '%s' has no output %s: it is not a stack of SPIRT, or it is not deployed yet"
              .formatted(stack, key));
    }
    return value;
  }

  private static int peers(String text, String stack) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new AwsRefusedException(
          "output Peers of stack '%s' is '%s', a whole number was expected: deploy it anew"
              .formatted(stack, text));
    }
  }

  /** What its parts are called. */
  public DeploymentNames names() {
    return new DeploymentNames(name);
  }

  /** ARN of the state machine by which a peer enters a run. */
  public String entryMachine(int rank) {
    int end = submissionMachine.lastIndexOf(':') + 1;
    return submissionMachine.substring(0, end) + names().entryMachine(rank);
  }
}
