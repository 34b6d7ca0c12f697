package io.spirt.aws;

import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The services that are used from outside of a deployment. Closing closes them.
 *
 * @param s3 the results bucket
 * @param sfn state machines
 * @param cloudFormation the stack's outputs
 */
public record AwsClients(S3Client s3, SfnClient sfn, CloudFormationClient cloudFormation)
    implements AutoCloseable {

  /** With credentials, region and endpoint from the SDK's usual settings. */
  public static AwsClients usual() {
    boolean elsewhere =
        Stream.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")
            .map(System::getenv)
            .anyMatch(value -> value != null && !value.isBlank());
    return new AwsClients(
        // A bucket is a host's name only on AWS itself.
        S3Client.builder().forcePathStyle(elsewhere).build(),
        SfnClient.create(),
        CloudFormationClient.create());
  }

  @Override
  public void close() {
    s3.close();
    sfn.close();
    cloudFormation.close();
  }
}
