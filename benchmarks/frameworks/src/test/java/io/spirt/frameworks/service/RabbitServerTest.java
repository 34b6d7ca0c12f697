package io.spirt.frameworks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of this process's own. */
class RabbitServerTest {
  private static final int LIMIT = 1_000_000;

  @TempDir private Path folder;

  @Test
  void isPrivateInEveryRespectAndLeavesNothingRunning() throws Exception {
    RabbitInstalled.assume();
    RabbitServer server = RabbitServer.start(folder.resolve("a b"), LIMIT);
    List<Long> pids = server.pids();
    try (server) {
      sendsAndReceives(server);
      asksForThePassword(server);
      keepsThePasswordInOnePrivateFile(server);
      listensOnLoopbackOnly(server);
    }
    server.close();
    assertThat(server.isAlive()).isFalse();
    assertThat(pids).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
  }

  private static void sendsAndReceives(RabbitServer server) throws Exception {
    try (Connection connection = connect(server, server.password())) {
      Channel channel = connection.createChannel();
      channel.queueDeclare("q", true, false, false, null);
      channel.confirmSelect();
      channel.basicPublish("", "q", null, new byte[LIMIT]);
      channel.waitForConfirmsOrDie();
      assertThat(channel.basicGet("q", true).getBody()).hasSize(LIMIT);
      channel.basicPublish("", "q", null, new byte[LIMIT + 1]);
      assertThatThrownBy(channel::waitForConfirmsOrDie)
          .hasStackTraceContaining("larger than configured max size " + LIMIT);
    }
  }

  private static void asksForThePassword(RabbitServer server) {
    assertThatThrownBy(() -> connect(server, "guest"))
        .isInstanceOf(AuthenticationFailureException.class);
  }

  private static void keepsThePasswordInOnePrivateFile(RabbitServer server) throws IOException {
    for (long pid : server.pids()) {
      for (String name : new String[] {"cmdline", "environ"}) {
        Path file = Path.of("/proc", Long.toString(pid), name);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(server.password());
      }
    }
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(server.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(server.password())) {
          holding.add(file.getFileName().toString());
        }
      }
    }
    assertThat(holding).containsExactly("rabbitmq.conf");
    assertThat(mode(server.folder().resolve("rabbitmq.conf"))).isEqualTo("rw-------");
    assertThat(mode(server.folder())).isEqualTo("rwx------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Sockets in state 0A listen; 0100007F and …01000000 are the loopback of IPv4 and IPv6. */
  private static void listensOnLoopbackOnly(RabbitServer server) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (long pid : server.pids()) {
      List<String> inodes = socketsOf(pid);
      for (String table : new String[] {"tcp", "tcp6"}) {
        Files.readAllLines(Path.of("/proc/net", table)).stream()
            .map(line -> line.trim().split("\\s+"))
            .filter(fields -> fields[3].equals("0A") && inodes.contains(fields[9]))
            .forEach(fields -> addresses.add(fields[1].replaceFirst(":.*", "")));
      }
    }
    assertThat(addresses)
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(address -> address.endsWith("0100007F") || address.endsWith("01000000"));
  }

  private static List<String> socketsOf(long pid) throws IOException {
    List<String> inodes = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files.toList()) {
        String target;
        try {
          target = Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
          continue; // Closed in the meantime.
        }
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static Connection connect(RabbitServer server, String password) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(server.host());
    factory.setPort(server.port());
    factory.setUsername(server.user());
    factory.setPassword(password);
    return factory.newConnection();
  }

  @Test
  void endsWithItsJvmHoweverThatEnds() throws Exception {
    RabbitInstalled.assume();
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> children = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < 2; i++) {
        children.add(ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow());
      }
      assertThat(children).allMatch(ProcessHandle::isAlive);
      jvm.destroyForcibly();
      for (ProcessHandle child : children) {
        child.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      jvm.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void namesThePackageWhereItIsMissing() {
    Path nowhere = folder.resolve("rabbitmq-server");
    assertThat(RabbitInstallation.find(nowhere, folder.toString() + ":" + folder)).isEmpty();
    assertThat(RabbitInstallation.HOW_TO_INSTALL)
        .contains("apt-get install --no-install-recommends rabbitmq-server");
  }

  @Test
  void refusesALimitThatNoBrokerTakes() {
    for (long limit : new long[] {0, RabbitServer.MOST_MESSAGE_BYTES + 1}) {
      assertThatThrownBy(() -> RabbitServer.start(folder, limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Long.toString(limit));
    }
  }

  /** Starts a broker, prints its process ids and waits to be killed. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      RabbitServer server = RabbitServer.start(Path.of(arguments[0]), LIMIT);
      server.pids().forEach(System.out::println);
      Thread.currentThread().join();
    }
  }
}
