package io.spirt.local.aws;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The account that the loopback servers pretend to be. Its credentials open nothing. */
public final class LocalAws {
  static final Region REGION = Region.US_EAST_1;
  private static final String CREDENTIAL = "local";
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));

  private LocalAws() {}

  /**
   * The variables by which the SDK of another process finds these servers.
   *
   * @param queues where the queue service is
   * @param workflows where the Step Functions service is
   */
  public static Map<String, String> environment(URI queues, URI workflows) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_SQS", queues.toString());
    variables.put("AWS_ENDPOINT_URL_SFN", workflows.toString());
    variables.put("AWS_REGION", REGION.id());
    variables.put("AWS_ACCESS_KEY_ID", CREDENTIAL);
    variables.put("AWS_SECRET_ACCESS_KEY", CREDENTIAL);
    return variables;
  }
}
