package io.spirt.emulator;

import io.spirt.emulator.aws.Endpoint;
import io.spirt.emulator.iam.Statement;
import java.util.List;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What an instance does beside starting its database: fetches its files, says that it is well. */
final class InstanceBoot {
  private InstanceBoot() {}

  /**
   * Acts as the instance.
   *
   * @param instance AWS, called in the instance's role
   * @param role name of that role
   * @param allowed what the role is allowed; tells where the files and the queue are
   */
  static void act(Endpoint instance, String role, List<Statement> allowed) {
    try (S3Client s3 =
        instance.client(
            S3Client.builder(),
            builder -> builder.forcePathStyle(true).overrideConfiguration(named(role)))) {
      String[] files = resource(allowed, "s3:GetObject").replace("arn:aws:s3:::", "").split("/", 2);
      s3.getObjectAsBytes(request -> request.bucket(files[0]).key(files[1]));
    }
    try (SqsClient sqs =
        instance.client(
            SqsClient.builder(), builder -> builder.overrideConfiguration(named(role)))) {
      String[] queue = resource(allowed, "sqs:SendMessage").split(":", -1);
      String url = instance.uri() + "/" + queue[4] + "/" + queue[5];
      sqs.sendMessage(request -> request.queueUrl(url).messageBody("well"));
    }
  }

  /** Settings of a client whose requests say on whose behalf they are made. */
  static ClientOverrideConfiguration named(String role) {
    return ClientOverrideConfiguration.builder()
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "app/" + role)
        .build();
  }

  private static String resource(List<Statement> allowed, String action) {
    return allowed.stream()
        .filter(statement -> statement.actions().contains(action))
        .findFirst()
        .orElseThrow()
        .resources()
        .get(0);
  }
}
