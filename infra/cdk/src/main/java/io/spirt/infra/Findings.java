package io.spirt.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;

/**
 * Findings of cdk-nag's AwsSolutions pack that stand, each with its reason. They go into the
 * templates' metadata, where cdk-nag and whoever reads a template finds them. A test runs the pack:
 * it fails for a finding that is not here, and for one here that is found no more.
 */
final class Findings {
  /** Keys of objects that hold a run's name. */
  private static final List<String> RUNS_OF_PEERS =
      List.of(
          "admitted/*",
          "admitted/model.json",
          "checkpoints/*",
          "data/*",
          "dataset.json",
          "job.json",
          "join-queues.json",
          "model/*",
          "model.safetensors",
          "outcome.json");

  private static final List<String> RUNS_OF_ADMIN =
      List.of(
          "admitted/model.json",
          "data/*",
          "data/*/manifest.json",
          "dataset.json",
          "job.json",
          "join-queues.json",
          "model/*",
          "submission.json");

  private static final Finding RUNTIME =
      new Finding(
          "AwsSolutions-L1",
          "java21 is supported by Lambda and what the functions are tested on; java25 is not yet",
          List.of());
  private static final Finding ROTATION =
      new Finding(
          "AwsSolutions-SMG4",
          "a secret changes with a new deployment: rotating it would shut functions out of"
              + " databases and peers out of a run that is under way",
          List.of());

  /** Of the shared stack. */
  static final List<Finding> OF_SHARED =
      List.of(
          RUNTIME,
          ROTATION,
          new Finding(
              "AwsSolutions-S1",
              "access logs would need a bucket of their own that stays when the stacks are deleted;"
                  + " CloudTrail's data events tell the same to whoever needs it",
              List.of()),
          wildcards(
              "a deployment serves any run, whose name is part of the key", runs(RUNS_OF_ADMIN)),
          wildcards(
              "datasets and models are uploaded under names that nobody knows before",
              List.of(objects("data\\/\\*"), objects("models\\/\\*"))),
          wildcards(
              "peers can be added without this stack; the pattern is theirs alone",
              List.of(
                  inAccount("sqs", ".*-peer-\\*-join"),
                  inAccount("states", "stateMachine:.*-peer-\\*"))),
          wildcards(
              "peers name their state machines after runs; the prefix is theirs alone",
              List.of(inAccount("states", "stateMachine:.*_\\*"))),
          wildcards(
              "listing state machines, delivering their logs and tracing cannot be had for one"
                  + " resource",
              List.of("Resource::*")));

  /** Of the stack of a peer. */
  static final List<Finding> OF_PEERS =
      List.of(
          RUNTIME,
          ROTATION,
          new Finding(
              "AwsSolutions-SQS3",
              "nobody reads the health queue: an alarm counts what is sent to it",
              List.of()),
          new Finding(
              "AwsSolutions-EC28",
              "the status checks that alarms watch come each minute without it; the rest would"
                  + " cost more than all other alarms",
              List.of()),
          new Finding(
              "AwsSolutions-EC29",
              "deleting the stack is meant to delete the database; its model is in the bucket",
              List.of()),
          wildcards(
              "a deployment serves any run, whose name is part of the key", runs(RUNS_OF_PEERS)),
          wildcards(
              "a peer writes the records of its own rank only, of any run",
              List.of(objects("runs\\/\\*\\/progress\\/[0-9]+\\/\\*"))),
          wildcards(
              "a peer sends to whoever is in the run; what others send is signed",
              List.of(inAccount("sqs", ".*-peer-\\*-(join|password|sync)"))),
          wildcards(
              "a peer names its state machines after runs; the rank is its own",
              List.of(inAccount("states", "stateMachine:.*_\\*-rank[0-9]+-\\*batches"))),
          wildcards(
              "Lambda connects a function to interfaces that it makes itself; the function's code"
                  + " is denied the same",
              List.of(inAccount("ec2", "\\*\\/\\*"))),
          wildcards(
              "an instance registers itself with the session manager, and its own id would be a"
                  + " circle",
              List.of(inAccount("ec2", "instance\\/\\*"))),
          wildcards(
              "looking at the network, delivering logs, tracing and opening a session channel"
                  + " cannot be had for one resource",
              List.of("Resource::*")));

  /**
   * A finding that stands.
   *
   * @param rule id of the rule
   * @param reason why
   * @param appliesTo what of the rule's findings, as text or as a regular expression between
   *     slashes; none for all
   */
  record Finding(String rule, String reason, List<String> appliesTo) {

    private Map<String, Object> json() {
      return appliesTo.isEmpty()
          ? Ordered.of("id", rule, "reason", reason)
          : Ordered.of(
              "id",
              rule,
              "reason",
              reason,
              "applies_to",
              appliesTo.stream().map(Finding::matcher).toList());
    }

    private static Object matcher(String text) {
      return text.startsWith("/") ? Map.of("regex", text) : text;
    }
  }

  private Findings() {}

  /** Writes the reasons into a stack's template. */
  static void explain(Stack stack, List<Finding> findings) {
    stack.addMetadata(
        "cdk_nag", Map.of("rules_to_suppress", findings.stream().map(Finding::json).toList()));
  }

  private static Finding wildcards(String reason, List<String> appliesTo) {
    return new Finding("AwsSolutions-IAM5", reason, appliesTo);
  }

  private static List<String> runs(List<String> keys) {
    return keys.stream()
        .map(key -> objects("runs\\/\\*\\/" + key.replace("/", "\\/").replace("*", "\\*")))
        .toList();
  }

  private static String objects(String key) {
    return "/^Resource::arn:<AWS::Partition>:s3:::<Results[0-9A-F]+>\\/" + key + "$/";
  }

  private static String inAccount(String service, String resource) {
    return "/^Resource::arn:<AWS::Partition>:%s:<AWS::Region>:<AWS::AccountId>:%s$/"
        .formatted(service, resource);
  }
}
