package io.spirt.emulator.aws;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of CloudFormation that deploying takes. Thread-safe. */
public final class CloudFormation {
  private static final String VERSION = "2010-05-15";

  private final SignedRequests requests;

  public CloudFormation(Endpoint endpoint) {
    this.requests = new SignedRequests(endpoint, "cloudformation");
  }

  /**
   * What has become of a stack.
   *
   * @param status such as {@code CREATE_COMPLETE}
   * @param reason of the status, empty without one
   * @param outputs by key
   */
  public record Stack(String status, String reason, Map<String, String> outputs) {
    /** Whether something is still going on. */
    public boolean isInProgress() {
      return status.endsWith("_IN_PROGRESS");
    }
  }

  /**
   * A resource of a stack.
   *
   * @param logicalId in the template
   * @param type such as {@code AWS::S3::Bucket}
   * @param physicalId what {@code Ref} gives
   */
  public record Resource(String logicalId, String type, String physicalId) {}

  /** Begins to create a stack from a template in a bucket. */
  public void create(String name, URI template) {
    call(
        "CreateStack",
        Map.of(
            "StackName",
            name,
            "TemplateURL",
            template.toString(),
            "Capabilities.member.1",
            "CAPABILITY_NAMED_IAM",
            "OnFailure",
            "DO_NOTHING"));
  }

  /** Begins to delete a stack. */
  public void delete(String name) {
    call("DeleteStack", Map.of("StackName", name));
  }

  /**
   * A stack by its name, or by its id if it is deleted.
   *
   * @throws AwsFailureException if there is none
   */
  public Stack stack(String name) {
    Xml stack = call("DescribeStacks", Map.of("StackName", name)).all("Stacks", "member").get(0);
    return new Stack(
        stack.text("StackStatus").orElseThrow(),
        stack.text("StackStatusReason").orElse(""),
        stack.all("Outputs", "member").stream()
            .collect(
                Collectors.toMap(
                    output -> output.text("OutputKey").orElseThrow(),
                    output -> output.text("OutputValue").orElse(""))));
  }

  /** Id of a stack. */
  public String id(String name) {
    return call("DescribeStacks", Map.of("StackName", name))
        .all("Stacks", "member")
        .get(0)
        .text("StackId")
        .orElseThrow();
  }

  /** The resources of a stack. */
  public List<Resource> resources(String name) {
    return call("DescribeStackResources", Map.of("StackName", name))
        .all("StackResources", "member")
        .stream()
        .map(
            member ->
                new Resource(
                    member.text("LogicalResourceId").orElseThrow(),
                    member.text("ResourceType").orElseThrow(),
                    member.text("PhysicalResourceId").orElse("")))
        .toList();
  }

  /** What failed in a stack and why, the first failure last. */
  public List<String> failures(String name) {
    return call("DescribeStackEvents", Map.of("StackName", name))
        .all("StackEvents", "member")
        .stream()
        .filter(event -> event.text("ResourceStatus").orElse("").endsWith("_FAILED"))
        .map(
            event ->
                event.text("LogicalResourceId").orElse("")
                    + " ("
                    + event.text("ResourceType").orElse("")
                    + "): "
                    + event.text("ResourceStatusReason").orElse("no reason given"))
        .toList();
  }

  private Xml call(String action, Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Action", action);
    all.put("Version", VERSION);
    all.putAll(parameters);
    return Xml.parse(requests.query(all));
  }
}
