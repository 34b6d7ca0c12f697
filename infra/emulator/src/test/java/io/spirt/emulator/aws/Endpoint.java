package io.spirt.emulator.aws;

import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Where AWS is, and as whom it is called.
 *
 * @param uri of all services
 * @param region every resource is there
 * @param credentials of the account's owner, or of a role
 */
public record Endpoint(URI uri, Region region, AwsCredentials credentials) {
  /** What emulators take for the account's owner. */
  public static final AwsCredentials OWNER = AwsBasicCredentials.create("test", "test");

  /** As the owner, in the first region. */
  public static Endpoint owner(URI uri) {
    return new Endpoint(uri, Region.US_EAST_1, OWNER);
  }

  /** The same place, called as somebody else. */
  public Endpoint as(AwsCredentials other) {
    return new Endpoint(uri, region, other);
  }

  /** A client of a service; S3's also wants {@code forcePathStyle}. */
  public <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, ignored -> {});
  }

  /** A client of a service, with settings of its own. */
  public <B extends AwsClientBuilder<B, C>, C> C client(B builder, Consumer<B> settings) {
    builder
        .endpointOverride(uri)
        .region(region)
        .credentialsProvider(StaticCredentialsProvider.create(credentials));
    settings.accept(builder);
    return builder.build();
  }
}
