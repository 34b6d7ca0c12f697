package io.spirt.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.emulator.aws.AwsFailureException;
import io.spirt.emulator.aws.CloudFormation;
import io.spirt.emulator.aws.CloudFormation.Stack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Creates and deletes stacks, as {@code cdk deploy} and {@code cdk destroy} do. */
final class StackDeployer {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final CloudFormation cloudFormation;
  private final AssetPublisher publisher;
  private final URI emulator;

  StackDeployer(CloudFormation cloudFormation, AssetPublisher publisher, URI emulator) {
    this.cloudFormation = cloudFormation;
    this.publisher = publisher;
    this.emulator = emulator;
  }

  /** Begins to create a stack; the template goes by way of the bucket for assets. */
  void begin(String name, ObjectNode template) {
    String key = "emulator/" + name + ".template.json";
    publisher.put(key, template.toString().getBytes(StandardCharsets.UTF_8));
    cloudFormation.create(name, emulator.resolve("/" + publisher.bucket() + "/" + key));
  }

  /**
   * Waits until a stack is there.
   *
   * @throws IllegalStateException if it does not come to be; the message has every reason
   */
  Stack await(String name) {
    Stack stack =
        Waiting.until(
            "the creation of stack " + name,
            LIMIT,
            () -> Optional.of(cloudFormation.stack(name)).filter(found -> !found.isInProgress()));
    if (!stack.status().equals("CREATE_COMPLETE")) {
      throw new IllegalStateException(
          "stack "
              + name
              + " is "
              + stack.status()
              + " "
              + stack.reason()
              + "\n"
              + String.join("\n", cloudFormation.failures(name)));
    }
    return stack;
  }

  /** Deletes a stack and waits until it is gone. */
  void delete(String name) {
    String id = cloudFormation.id(name);
    cloudFormation.delete(name);
    String status =
        Waiting.until(
            "the deletion of stack " + name,
            LIMIT,
            () -> Optional.of(status(id)).filter(found -> !found.endsWith("_IN_PROGRESS")));
    if (!status.equals("DELETE_COMPLETE")) {
      throw new IllegalStateException(
          "stack "
              + name
              + " is "
              + status
              + "\n"
              + String.join("\n", cloudFormation.failures(id)));
    }
  }

  private String status(String id) {
    try {
      return cloudFormation.stack(id).status();
    } catch (AwsFailureException e) {
      // Some emulators forget stacks that are deleted.
      return "DELETE_COMPLETE";
    }
  }
}
