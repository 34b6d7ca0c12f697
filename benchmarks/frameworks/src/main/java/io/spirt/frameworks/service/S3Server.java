package io.spirt.frameworks.service;

import io.spirt.local.Resources;
import io.spirt.store.ObjectStore;
import io.spirt.store.S3ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server with one bucket for the run's exchange. It answers on loopback only, but to anybody
 * there: S3Mock, which it is, checks no credentials.
 */
public final class S3Server implements Service {
  private static final String ENDPOINT = "s3.endpoint";
  private static final String BUCKET = "spirt-exchange";

  /** A loaded machine answers late, and it answers a put after it has read all of it. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);

  private static final int MOST_CONNECTIONS = 64;

  @Override
  public String title() {
    return "an S3 server";
  }

  @Override
  public Map<String, String> start(Path folder, Resources resources) {
    S3Process process = resources.add(S3Process.start(folder));
    Map<String, String> addresses = Map.of(ENDPOINT, process.endpoint().toString());
    try (S3Client client = client(new ServiceAddresses(addresses))) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
    return addresses;
  }

  /** What somebody else needs to reach the same server. */
  public static Map<String, String> location(ServiceAddresses addresses) {
    return Map.of(ENDPOINT, addresses.get(ENDPOINT));
  }

  /**
   * A run's objects on its S3 server; the caller closes it.
   *
   * @param prefix of all keys, such as {@code my-run/}
   */
  public static ObjectStore objects(ServiceAddresses addresses, String prefix) {
    return new S3ObjectStore(client(addresses), BUCKET, prefix);
  }

  /** The SDK's client as it is on AWS, with its checksums, but for the address. */
  private static S3Client client(ServiceAddresses addresses) {
    return S3Client.builder()
        .endpointOverride(URI.create(addresses.get(ENDPOINT)))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(MOST_CONNECTIONS)
                .socketTimeout(LONGEST_ANSWER))
        .build();
  }
}
