package io.spirt.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.DatabaseUsers;
import io.spirt.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs what an instance runs at its first boot, below another root, with this machine's server,
 * compiler and OpenSSL. Only what belongs to AWS and to the system is replaced: {@code aws}, {@code
 * curl}, {@code dnf}, {@code systemctl}, {@code useradd} and {@code chown} note what they were
 * told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootTest {
  private static final String PASSWORD = "aVeryLongPasswordOfLettersAndDigits012345678";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Path folder;
  private Path root;
  private Path calls;
  private Map<String, String> environment;
  private String host;
  private int port;
  private Ran boot;

  /** What came of a script. */
  private record Ran(int status, String output) {}

  @BeforeAll
  void boots(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    for (String tool : List.of("redis-server", "redis-cli", "openssl", "make")) {
      assumeTrue(Tools.find(tool).isPresent(), "skipped: no " + tool + " on this machine");
    }
    Path files = Files.createDirectory(folder.resolve("files"));
    DatabaseFiles.write(files);
    root = Files.createDirectory(folder.resolve("root"));
    calls = folder.resolve("calls");
    host = address();
    port = freePort();
    environment = new LinkedHashMap<>();
    environment.put("SPIRT_ROOT", root.toString());
    environment.put("SPIRT_PEER", "spirt-peer-3");
    environment.put("SPIRT_PORT", Integer.toString(port));
    environment.put("SPIRT_SECRET", "arn:the-secret");
    environment.put("SPIRT_HEALTH_QUEUE", "https://queue/health");
    environment.put("SPIRT_CERTIFICATE", "s3://bucket/peers/3/database-ca.pem");
    environment.put("AWS_DEFAULT_REGION", "eu-central-1");
    environment.put("CALLS", calls.toString());
    environment.put("BUCKET", folder.resolve("bucket").toString());
    environment.put("SECRET_FILE", folder.resolve("secret").toString());
    environment.put("ADDRESS", host);
    environment.put("PATH", replaced() + ":" + System.getenv("PATH"));
    Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
    boot = run("bash", files.resolve("boot.sh").toString());
    assertThat(boot.status()).as(boot.output()).isZero();
  }

  @AfterAll
  void endsTheServer() throws IOException {
    Path pid = folder.resolve("server.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  @Order(1)
  void functionsComeInWithTlsAndTheirPasswordAndUseTheModule() throws IOException {
    try (RedisClient redis = DatabaseClients.open(of("functions", PASSWORD), PATIENCE)) {
      assertThat(redis.ping()).isEqualTo("PONG");
      assertThat(redis.set("spirt:{demo}:x", "1")).isEqualTo("OK");
      assertThatThrownBy(() -> redis.set("other", "1")).hasMessageContaining("NOPERM");
      assertThatThrownBy(redis::flushAll).hasMessageContaining("NOPERM");
      new DatabaseUsers(redis, "demo").grant(1, "for peer 1");
      assertThat(new Tensors(redis).hasModule()).isTrue();
    }
  }

  @Test
  @Order(2)
  void nobodyElseComesIn() {
    for (String[] who : new String[][] {{"functions", "wrong"}, {"default", ""}, {"health", "x"}}) {
      assertThatThrownBy(
              () -> {
                try (RedisClient redis = DatabaseClients.open(of(who[0], who[1]), PATIENCE)) {
                  redis.ping();
                }
              })
          .as(who[0])
          .isInstanceOf(JedisException.class);
    }
  }

  @Test
  @Order(3)
  void theCertificateIsForTheAddressAndItsAuthorityHasForgottenItsKey() throws Exception {
    assertThat(run("openssl", "verify", "-CAfile", etc("ca.pem"), etc("server.pem")).status())
        .isZero();
    String text = run("openssl", "x509", "-in", etc("server.pem"), "-noout", "-text").output();
    assertThat(text).contains("IP Address:" + host, "CA:FALSE", "TLS Web Server Authentication");
    try (var all = Files.walk(root)) {
      assertThat(all.filter(file -> file.toString().endsWith(".key")))
          .containsExactly(Path.of(etc("server.key")));
    }
  }

  @Test
  @Order(4)
  void noPasswordIsInArgumentsLogsOrReadableFiles() throws IOException {
    assertThat(Files.readString(calls)).doesNotContain(PASSWORD);
    assertThat(boot.output()).doesNotContain(PASSWORD);
    String health = Files.readString(Path.of(etc("health.env"))).strip().split("=", 2)[1];
    assertThat(Files.readString(calls)).doesNotContain(health);
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), UTF_8);
        assertThat(content).as(file.toString()).doesNotContain(PASSWORD);
      }
    }
    for (String secret : List.of("server.key", "health.env", "database.conf")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(etc(secret)))))
          .as(secret)
          .isEqualTo("rw-------");
    }
  }

  @Test
  @Order(5)
  void theCertificateIsPutWhenTheDatabaseCanBeUsed() throws IOException {
    List<String> noted = Files.readAllLines(calls);
    assertThat(folder.resolve("bucket").resolve("peers/3/database-ca.pem"))
        .hasSameTextualContentAs(Path.of(etc("ca.pem")));
    assertThat(noted.get(0)).startsWith("dnf --assumeyes --quiet install valkey gcc make openssl");
    assertThat(noted)
        .containsSubsequence(
            "systemctl daemon-reload",
            "systemctl enable --now spirt-database.service",
            "systemctl enable --now spirt-database-health.timer");
    assertThat(noted.get(noted.size() - 1)).startsWith("aws s3 cp");
  }

  @Test
  @Order(6)
  void theUnitsNameFilesThatAreThere() throws IOException {
    Path units = root.resolve("etc/systemd/system");
    for (String unit :
        List.of(
            "spirt-database.service",
            "spirt-database-health.service",
            "spirt-database-health.timer")) {
      assertThat(Files.readString(units.resolve(unit))).as(unit).doesNotContainPattern("@[A-Z]+@");
    }
    assertThat(Files.readString(units.resolve("spirt-database.service")))
        .contains("Restart=always", "NoNewPrivileges=yes", "ProtectSystem=strict");
    assertThat(root.resolve("usr/local/lib/spirt/health.sh")).isExecutable();
  }

  @Test
  @Order(7)
  void canBeRunAgain() throws Exception {
    String before = Files.readString(Path.of(etc("server.pem")));
    Ran again = run("bash", folder.resolve("files/boot.sh").toString());
    assertThat(again.status()).as(again.output()).isZero();
    assertThat(Path.of(etc("server.pem"))).hasContent(before);
  }

  @Test
  @Order(8)
  void aSnapshotKeepsTheDataWhenTheServerIsStopped() throws Exception {
    run("bash", "-c", "systemctl restart spirt-database.service");
    try (RedisClient redis = DatabaseClients.open(of("functions", PASSWORD), PATIENCE)) {
      assertThat(redis.get("spirt:{demo}:x")).isEqualTo("1");
    }
  }

  @Test
  @Order(9)
  void theHealthQueueIsToldThatTheDatabaseIsWell() throws Exception {
    Ran check = health();
    assertThat(check.status()).as(check.output()).isZero();
    List<String> noted = Files.readAllLines(calls);
    assertThat(noted.get(noted.size() - 1))
        .isEqualTo("aws sqs send-message --queue-url https://queue/health --message-body well");
  }

  @Test
  @Order(10)
  void aServerThatDoesNotAnswerIsRestartedTheThirdTime() throws Exception {
    run("bash", "-c", "systemctl stop spirt-database.service");
    Files.delete(calls);
    for (int time = 1; time <= 3; time++) {
      Ran check = health();
      assertThat(check.status()).isEqualTo(1);
      assertThat(check.output()).contains("does not answer (" + time + " of 3)");
    }
    assertThat(Files.readAllLines(calls))
        .containsOnlyOnce("systemctl restart spirt-database.service");
    assertThat(health().status()).isZero();
  }

  @Test
  @Order(11)
  void anEmptySecretIsRefused() throws Exception {
    Files.writeString(folder.resolve("secret"), "\n");
    Ran again = run("bash", folder.resolve("files/boot.sh").toString());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.output()).contains("the secret arn:the-secret is empty");
  }

  private String etc(String name) {
    return root.resolve("etc/spirt").resolve(name).toString();
  }

  private DatabaseAddress of(String user, String password) {
    try {
      return new DatabaseAddress(
          host, port, user, password, Files.readString(Path.of(etc("ca.pem"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran health() throws IOException, InterruptedException {
    Path runtime = Files.createDirectories(folder.resolve("run"));
    return run(
        "bash",
        "-c",
        "set -a; . %s; . %s; RUNTIME_DIRECTORY=%s; exec %s watch %s"
            .formatted(
                etc("health.conf"),
                etc("health.env"),
                runtime,
                root.resolve("usr/local/lib/spirt/health.sh"),
                etc("ca.pem")));
  }

  private Ran run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Ran(status, Files.readString(log));
  }

  /** Programs that take the place of the system's. */
  private Path replaced() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("aws", "chown", "curl", "dnf", "systemctl", "useradd")) {
      Path program = bin.resolve(name);
      try (var in = BootTest.class.getResourceAsStream("bin/" + name)) {
        Files.copy(in, program);
      }
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return bin;
  }

  /** Not loopback if there is another: Redis protects loopback less. */
  private static String address() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .filter(address -> !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("127.0.0.1");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
