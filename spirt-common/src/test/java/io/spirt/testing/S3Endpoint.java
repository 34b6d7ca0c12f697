package io.spirt.testing;

import com.adobe.testing.s3mock.S3MockApplication;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server to test against: S3Mock in this process, or one that runs already. */
public final class S3Endpoint implements AutoCloseable {
  private final URI uri;
  private final Runnable stop;

  private S3Endpoint(URI uri, Runnable stop) {
    this.uri = uri;
    this.stop = stop;
  }

  /** A server that somebody else starts and stops. */
  public static S3Endpoint running(URI uri) {
    return new S3Endpoint(uri, () -> {});
  }

  /** S3Mock on a free port of loopback. */
  // Embedding is deprecated in favour of containers; a test must not need those.
  @SuppressWarnings("deprecation")
  public static S3Endpoint embedded() {
    // The map is changed by S3Mock.
    Map<String, Object> settings = new HashMap<>();
    settings.put(S3MockApplication.PROP_HTTP_PORT, 0);
    settings.put(S3MockApplication.PROP_HTTPS_PORT, 0);
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.main.banner-mode", "off");
    S3MockApplication server = S3MockApplication.start(settings);
    return new S3Endpoint(URI.create("http://127.0.0.1:" + server.getHttpPort()), server::stop);
  }

  /** A client of it. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  @Override
  public void close() {
    stop.run();
  }
}
