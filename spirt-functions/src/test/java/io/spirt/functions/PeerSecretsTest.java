package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.security.CertificateAuthority;
import io.spirt.security.SharedSecret;
import io.spirt.store.FileObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets Manager is a stub here; the suite against emulators of AWS asks a whole one. */
class PeerSecretsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private SecretsManagerClient client;
  private FileObjectStore store;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void starts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        SecretsManagerClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .build();
    store = new FileObjectStore(folder);
    environment.put(FunctionVariables.RANK, "3");
    environment.put(FunctionVariables.DATABASE_HOST, "10.0.0.7");
    environment.put(FunctionVariables.DATABASE_PORT, "6379");
    environment.put(FunctionVariables.DATABASE_SECRET, "database");
    environment.put(FunctionVariables.SHARED_SECRET, "shared");
    environment.put(FunctionVariables.KEY, "arn:key");
    environment.put(FunctionVariables.SYNC_QUEUE, "https://queues/sync");
  }

  @AfterEach
  void stops() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    String id = JSON.readTree(exchange.getRequestBody()).path("SecretId").asText();
    byte[] body = ("{\"SecretString\":\"secret of " + id + "\"}").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void putCertificate() {
    String pem =
        CertificateAuthority.create(
                "test", new SecureRandom(), InstantSource.system(), Duration.ofDays(1))
            .certificatePem();
    store.put(DeploymentNames.databaseCertificateKey(3), pem.getBytes(UTF_8));
  }

  private PeerSecrets secrets() {
    return new PeerSecrets(environment, () -> client, store);
  }

  @Test
  void putsTogetherWhatEnvironmentSecretsAndStoreSay() {
    putCertificate();
    PeerSettings settings = secrets().of(3);
    assertThat(settings.database().host()).isEqualTo("10.0.0.7");
    assertThat(settings.database().password()).isEqualTo("secret of database");
    assertThat(settings.database().isTls()).isTrue();
    // sha256sum, then base64.
    assertThat(settings.sharedSecret()).isEqualTo("5JSZ+l0fpbDWuNtD0WW3k+xipTuMewUZobWRksLQmhY=");
    assertThat(SharedSecret.of(settings.sharedSecret()).text()).isEqualTo(settings.sharedSecret());
    assertThat(settings.syncQueueUrl()).isEqualTo("https://queues/sync");
    assertThat(settings.toString()).doesNotContain("secret of");
  }

  @Test
  void asksOnce() {
    putCertificate();
    PeerSecrets secrets = secrets();
    assertThat(secrets.of(3)).isSameAs(secrets.of(3));
    assertThat(calls).hasValue(2);
  }

  @Test
  void aFunctionThatSignsNothingIsNotToldTheSharedSecret() {
    putCertificate();
    environment.remove(FunctionVariables.SHARED_SECRET);
    assertThat(secrets().of(3).sharedSecret()).isNull();
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusesToWorkForAnotherPeer() {
    assertThatThrownBy(() -> secrets().of(2))
        .isInstanceOf(PermanentException.class)
        .hasMessage("event.rank is 2; this function works for rank 3 alone");
  }

  @Test
  void aDatabaseThatIsStillStartingIsWorthARetry() {
    assertThatThrownBy(() -> secrets().of(3))
        .isInstanceOf(RetryException.class)
        .hasMessageContaining("peers/3/database-ca.pem");
  }
}
