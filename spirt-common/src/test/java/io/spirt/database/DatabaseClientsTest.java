package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.redisai.RedisServer;
import io.spirt.security.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connections with and without TLS to real servers. A test that hangs fails. */
@Timeout(60)
class DatabaseClientsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String PASSWORD = "of the functions";
  private static final InstantSource NOW = InstantSource.system();

  @TempDir Path folder;
  private RedisServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static CertificateAuthority authority(InstantSource clock) {
    return CertificateAuthority.create(
        "authority of a test", new SecureRandom(), clock, Duration.ofDays(1));
  }

  private RedisServer.Builder server() {
    return RedisServer.builder()
        .directory(folder)
        .defaultUserOff()
        .user("functions", DatabaseUsers.sha256(PASSWORD), "~spirt:*", "+ping", "+get", "+set");
  }

  /** Starts a server with a certificate for those names. */
  private void startWithTls(CertificateAuthority authority, String... hosts) throws IOException {
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server-key.pem");
    Path ca = folder.resolve("ca.pem");
    authority.issue(List.of(hosts)).write(certificate, key);
    Files.writeString(ca, authority.certificatePem());
    server = server().tls(certificate, key, ca).start();
  }

  private DatabaseAddress address(String host, CertificateAuthority authority) {
    return address(host, PASSWORD, authority);
  }

  private DatabaseAddress address(String host, String password, CertificateAuthority authority) {
    return new DatabaseAddress(
        host,
        server.port(),
        "functions",
        password,
        authority == null ? null : authority.certificatePem());
  }

  private static void assertUsable(DatabaseAddress address) {
    assertThat(DatabaseClients.answers(address, LONG)).isTrue();
    try (RedisClient client = DatabaseClients.open(address, LONG)) {
      client.set("spirt:k", "v");
      assertThat(client.get("spirt:k")).isEqualTo("v");
    }
  }

  private static void assertRefused(DatabaseAddress address, String reason) {
    assertThat(DatabaseClients.answers(address, LONG)).isFalse();
    try (RedisClient client = DatabaseClients.open(address, LONG)) {
      assertThatThrownBy(() -> client.get("spirt:k"))
          .isInstanceOf(JedisConnectionException.class)
          .hasStackTraceContaining(reason)
          .satisfies(error -> assertThat(error.toString()).doesNotContain(PASSWORD));
    }
  }

  @Test
  void opensADatabaseOfTheSameMachineWithoutTls() {
    server = server().start();
    assertUsable(address("127.0.0.1", null));
    assertUsable(address("localhost", null));
    assertThat(DatabaseClients.answers(address("127.0.0.1", "wrong", null), LONG)).isFalse();
  }

  @Test
  void opensADatabaseThatHasACertificateOfItsAuthority() throws IOException {
    CertificateAuthority authority = authority(NOW);
    startWithTls(authority, "127.0.0.1", "localhost");
    assertUsable(address("127.0.0.1", authority));
    assertUsable(address("localhost", authority));
    assertThat(DatabaseClients.answers(address("localhost", "wrong", authority), LONG)).isFalse();
  }

  @Test
  void trustsSeveralAuthoritiesInOnePem() throws IOException {
    CertificateAuthority authority = authority(NOW);
    startWithTls(authority, "127.0.0.1");
    String both = authority(NOW).certificatePem() + authority.certificatePem();
    assertUsable(new DatabaseAddress("127.0.0.1", server.port(), "functions", PASSWORD, both));
  }

  @Test
  void refusesACertificateOfAnotherAuthorityOfTheSameName() throws IOException {
    startWithTls(authority(NOW), "127.0.0.1", "localhost");
    assertRefused(address("127.0.0.1", authority(NOW)), "PKIX path validation failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.2", "peer-1.example"})
  void refusesACertificateForAnotherName(String name) throws IOException {
    CertificateAuthority authority = authority(NOW);
    startWithTls(authority, name);
    assertRefused(address("127.0.0.1", authority), "No subject alternative names");
  }

  @Test
  void refusesACertificateForAnAddressWhenAskedByName() throws IOException {
    CertificateAuthority authority = authority(NOW);
    startWithTls(authority, "127.0.0.1");
    assertRefused(address("localhost", authority), "localhost");
  }

  @Test
  void refusesACertificateThatHasExpired() throws IOException {
    CertificateAuthority authority =
        authority(InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z")));
    startWithTls(authority, "127.0.0.1");
    assertRefused(address("127.0.0.1", authority), "validity check failed");
  }

  @Test
  void cannotReachAServerWithTlsWithoutIt() throws IOException {
    startWithTls(authority(NOW), "127.0.0.1");
    assertRefused(address("127.0.0.1", null), "");
  }

  @Test
  void cannotReachAServerWithoutTlsWithIt() {
    server = server().start();
    DatabaseAddress address = address("127.0.0.1", authority(NOW));
    assertThat(DatabaseClients.answers(address, SHORT)).isFalse();
    try (RedisClient client = DatabaseClients.open(address, SHORT)) {
      assertThatThrownBy(() -> client.get("spirt:k")).hasMessageContaining("no TLS connection");
    }
  }

  @Test
  void doesNotWaitForAServerThatStandsStill() throws IOException {
    CertificateAuthority authority = authority(NOW);
    startWithTls(authority, "127.0.0.1");
    DatabaseAddress address = address("127.0.0.1", authority);
    try (RedisClient opened = DatabaseClients.open(address, SHORT);
        RedisClient fresh = DatabaseClients.open(address, SHORT)) {
      opened.set("spirt:k", "v");
      server.pause();
      assertThat(DatabaseClients.answers(address, SHORT)).isFalse();
      assertThatThrownBy(() -> opened.get("spirt:k")).isInstanceOf(JedisConnectionException.class);
      assertThatThrownBy(() -> fresh.get("spirt:k")).isInstanceOf(JedisConnectionException.class);
      server.resume();
      assertThat(DatabaseClients.answers(address, LONG)).isTrue();
      assertThat(opened.get("spirt:k")).isEqualTo("v");
    }
  }

  /** Each byte comes in time, and the answer never. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotWaitForAServerThatNeverComesToAnEnd(boolean tls) throws Exception {
    ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
    CompletableFuture<Void> givenUp = new CompletableFuture<>();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread accepting =
          new Thread(
              () -> {
                try {
                  Socket socket = listening.accept();
                  if (tls) {
                    // The head of a TLS record of 16 KB, a handshake message.
                    socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
                  }
                  var unused =
                      drip.scheduleAtFixedRate(
                          () -> writeByte(socket, givenUp), 0, 20, TimeUnit.MILLISECONDS);
                } catch (IOException e) {
                  // The test is over.
                }
              });
      accepting.start();
      String authority = tls ? authority(NOW).certificatePem() : null;
      DatabaseAddress address =
          new DatabaseAddress("127.0.0.1", listening.getLocalPort(), "u", "p", authority);
      assertThat(DatabaseClients.answers(address, SHORT)).isFalse();
      // Else a thread would be left behind that reads it.
      givenUp.get(30, TimeUnit.SECONDS);
    } finally {
      drip.shutdownNow();
    }
  }

  private static void writeByte(Socket socket, CompletableFuture<Void> givenUp) {
    try {
      socket.getOutputStream().write('+');
    } catch (IOException e) {
      givenUp.complete(null);
    }
  }

  @Test
  void answersNothingWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    DatabaseAddress nobody = new DatabaseAddress("127.0.0.1", port, "functions", PASSWORD, null);
    assertThat(DatabaseClients.answers(nobody, LONG)).isFalse();
  }

  @Test
  void refusesATimeoutThatWouldBeNone() {
    DatabaseAddress address = new DatabaseAddress("127.0.0.1", 1, "functions", PASSWORD, null);
    assertThatThrownBy(() -> DatabaseClients.answers(address, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 ms");
  }
}
