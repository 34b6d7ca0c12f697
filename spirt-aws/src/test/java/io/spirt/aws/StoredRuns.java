package io.spirt.aws;

import io.spirt.functions.RunObjects;
import io.spirt.store.S3ObjectStore;
import io.spirt.testing.S3Endpoint;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests with a bucket of S3Mock and executions of {@link StatesStub}. */
public abstract class StoredRuns {
  private static S3Endpoint endpoint;
  private static S3Client s3;

  protected StatesStub states;
  protected AwsClients clients;
  protected DeployedStack stack;
  protected RunObjects objects;
  protected SampleRun sample;

  @BeforeAll
  static void startStore() {
    endpoint = S3Endpoint.embedded();
    s3 = endpoint.client();
  }

  @AfterAll
  static void stopStore() {
    s3.close();
    endpoint.close();
  }

  @BeforeEach
  void makeBucket() {
    String bucket = "spirt-test-" + UUID.randomUUID();
    s3.createBucket(request -> request.bucket(bucket));
    states = new StatesStub();
    clients = new AwsClients(s3, states.client(), null);
    stack =
        new DeployedStack(
            "demo",
            bucket,
            "arn:aws:states:us-east-1:000000000000:stateMachine:demo-submission",
            4,
            "us-east-1");
    objects = new RunObjects(new S3ObjectStore(s3, bucket, ""));
    sample = new SampleRun(objects, stack);
  }

  @AfterEach
  void stopStates() {
    clients.sfn().close();
    states.close();
  }

  /** Services of their own, which the caller closes. */
  protected AwsClients fresh() {
    return new AwsClients(
        endpoint.client(),
        states.client(),
        CloudFormationClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build());
  }

  /** The store. */
  protected static S3Client s3() {
    return s3;
  }
}
