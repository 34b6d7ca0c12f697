package io.spirt.emulator;

import java.net.URI;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack in a container. Its functions are containers, too: they get this machine's network and
 * files, because what they run is here.
 */
final class LocalStackEmulator implements Emulator {
  /** Variable with the image, such as {@code localstack/localstack:4}. */
  static final String IMAGE_VARIABLE = "SPIRT_LOCALSTACK_IMAGE";

  /** LocalStack's own variable; newer images do not start without it. */
  private static final String TOKEN_VARIABLE = "LOCALSTACK_AUTH_TOKEN";

  private static final String DEFAULT_IMAGE = "localstack/localstack:4.0.0";
  private static final String ACCOUNT = "000000000000";

  private final LocalStackContainer container;

  private LocalStackEmulator(LocalStackContainer container) {
    this.container = container;
  }

  /** Whether Docker answers. */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /**
   * Starts one.
   *
   * @param project folder with what the functions run
   */
  static LocalStackEmulator start(Path project) {
    String image = System.getenv().getOrDefault(IMAGE_VARIABLE, DEFAULT_IMAGE);
    String java = System.getProperty("java.home");
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(image))
            .withEnv("ENFORCE_IAM", "1")
            .withEnv(
                "LAMBDA_DOCKER_FLAGS",
                "--network host -v "
                    + project
                    + ":"
                    + project
                    + ":ro -v "
                    + java
                    + ":"
                    + java
                    + ":ro");
    String token = System.getenv(TOKEN_VARIABLE);
    if (token != null) {
      container.withEnv(TOKEN_VARIABLE, token);
    }
    container.start();
    return new LocalStackEmulator(container);
  }

  @Override
  public String name() {
    return "LocalStack";
  }

  @Override
  public URI uri() {
    return container.getEndpoint();
  }

  @Override
  public String account() {
    return ACCOUNT;
  }

  /** Only some editions do. */
  @Override
  public boolean enforcesPolicies() {
    return false;
  }

  @Override
  public void close() {
    container.close();
  }
}
