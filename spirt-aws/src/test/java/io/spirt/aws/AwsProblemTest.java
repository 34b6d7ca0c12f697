package io.spirt.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.sfn.SfnClient;

class AwsProblemTest {
  private static String of(Throwable failure) {
    return AwsProblem.of(failure).orElseThrow();
  }

  private static Throwable asking(AwsCredentialsProvider credentials, URI endpoint) {
    try (SfnClient client =
        SfnClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .overrideConfiguration(settings -> settings.retryStrategy(r -> r.maxAttempts(1)))
            .build()) {
      return catchThrowable(() -> client.listStateMachines(r -> {}));
    }
  }

  private static AwsServiceException service(String code, String message, int status) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("Sfn")
                .build())
        .build();
  }

  @Test
  void saysWhereCredentialsComeFrom() {
    AwsCredentialsProvider nothing =
        AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create());
    assertThat(of(asking(nothing, URI.create("http://127.0.0.1:1"))))
        .startsWith("no AWS credentials were found: run 'aws configure'");
  }

  @Test
  void saysThatARegionIsMissing(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("config"));
    ProfileFile none =
        ProfileFile.builder().content(file).type(ProfileFile.Type.CONFIGURATION).build();
    AwsRegionProviderChain chain =
        new AwsRegionProviderChain(new AwsProfileRegionProvider(() -> none, "default"));
    assertThat(of(catchThrowable(chain::getRegion))).startsWith("no AWS region is set");
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Throwable failure =
        asking(AnonymousCredentialsProvider.create(), URI.create("http://127.0.0.1:" + port));
    assertThat(of(failure))
        .startsWith("AWS cannot be reached (")
        .endsWith("check the network, AWS_REGION and AWS_ENDPOINT_URL");
  }

  @Test
  void saysThatCredentialsAreTooOld() {
    assertThat(of(service("ExpiredTokenException", "expired", 400)))
        .startsWith("AWS does not accept these credentials (ExpiredTokenException): renew them");
  }

  @Test
  void saysWhatIsNotAllowed() {
    assertThat(of(service("AccessDeniedException", "no states:StartExecution", 400)))
        .isEqualTo(
            "access denied; Sfn says: no states:StartExecution; use credentials that may do this,"
                + " see AWS_PROFILE");
  }

  @Test
  void passesOtherErrorsOn() {
    assertThat(of(service("StateMachineDeleting", "being deleted", 400)))
        .isEqualTo("Sfn says: being deleted (StateMachineDeleting)");
    assertThat(of(SdkClientException.create("odd"))).isEqualTo("odd");
  }

  @Test
  void knowsNothingOfOtherFailures() {
    assertThat(AwsProblem.of(new IOException("disk full"))).isEmpty();
  }
}
