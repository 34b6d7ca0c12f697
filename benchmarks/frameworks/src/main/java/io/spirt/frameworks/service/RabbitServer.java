package io.spirt.frameworks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A RabbitMQ broker as a child process, on 127.0.0.1, with ports, a user, a node and a folder of
 * its own. It is another one than the system's, which it leaves alone.
 *
 * <p>It ends with this object, and with this JVM however that ends. What it held is lost then. The
 * password is in a file that nobody else may read, in no argument and in no log. Thread-safe.
 */
public final class RabbitServer implements AutoCloseable {
  /** Largest {@code maxMessageBytes} that a broker takes: 512 MiB. */
  public static final long MOST_MESSAGE_BYTES = 512L << 20;

  private static final int START_SECONDS = 120;
  private static final int ATTEMPTS = 5;
  private static final int POLL_MILLIS = 20;
  private static final int SECRET_BYTES = 24;
  private static final String PORT_TAKEN = "eaddrinuse";
  private static final String USER = "spirt";

  private final RabbitConfiguration configuration;
  private final String password;
  private final ChildGuard portMapper;
  private final ChildGuard broker;

  private RabbitServer(
      RabbitConfiguration configuration,
      String password,
      ChildGuard portMapper,
      ChildGuard broker) {
    this.configuration = configuration;
    this.password = password;
    this.portMapper = portMapper;
    this.broker = broker;
  }

  /**
   * Starts a broker and returns when it accepts connections, after about 5 s.
   *
   * @param folder for all that it writes; made if it is not there, readable by its owner alone
   * @param maxMessageBytes largest body of a message: 1 to {@link #MOST_MESSAGE_BYTES}
   * @throws IllegalArgumentException if {@code maxMessageBytes} is out of range
   * @throws IllegalStateException if RabbitMQ is not installed, with how to install it; if the
   *     broker does not start, with the end of its log
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static RabbitServer start(Path folder, long maxMessageBytes) {
    if (maxMessageBytes < 1 || maxMessageBytes > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "a broker takes messages of up to 1 to "
              + MOST_MESSAGE_BYTES
              + " bytes, not "
              + maxMessageBytes);
    }
    RabbitInstallation installation = RabbitInstallation.require();
    try {
      Path own =
          Files.createDirectories(
              folder.toAbsolutePath(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (int attempt = 1; ; attempt++) {
        try {
          return attempt(installation, own, maxMessageBytes);
        } catch (PortTakenException e) {
          if (attempt == ATTEMPTS) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a RabbitMQ broker in " + folder, e);
    }
  }

  private static RabbitServer attempt(
      RabbitInstallation installation, Path folder, long maxMessageBytes)
      throws IOException, PortTakenException {
    int[] ports = freePorts(3);
    RabbitConfiguration configuration =
        new RabbitConfiguration(folder, ports[0], ports[1], ports[2]);
    String password = secret();
    configuration.write(USER, password, cookie(), maxMessageBytes);
    ChildGuard portMapper = startPortMapper(installation, configuration);
    ChildGuard broker = null;
    boolean started = false;
    try {
      awaitPort(configuration.portMapperPort(), portMapper);
      // A broker that finds no port mapper would start one that outlives it.
      broker =
          ChildGuard.start(
              List.of(installation.server().toString(), "-noinput"),
              configuration.environment(),
              folder.resolve("rabbitmq.log"),
              RabbitConfiguration.READY);
      awaitReady(broker);
      started = true;
      return new RabbitServer(configuration, password, portMapper, broker);
    } finally {
      if (!started) {
        if (broker != null) {
          broker.close();
        }
        portMapper.close();
      }
    }
  }

  private static ChildGuard startPortMapper(
      RabbitInstallation installation, RabbitConfiguration configuration) throws IOException {
    return ChildGuard.start(
        List.of(
            installation.portMapper().toString(),
            "-port",
            Integer.toString(configuration.portMapperPort()),
            "-address",
            "127.0.0.1"),
        configuration.environment(),
        configuration.folder().resolve("epmd.log"),
        "epmd");
  }

  private static void awaitPort(int port, ChildGuard portMapper) throws PortTakenException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (portMapper.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        pause();
      }
    }
    throw new PortTakenException("Erlang's epmd does not start: " + portMapper.lastWords());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker was starting", e);
    }
  }

  private static void awaitReady(ChildGuard broker) throws PortTakenException {
    boolean ready;
    try {
      ready = broker.ready().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker was starting", e);
    } catch (ExecutionException | TimeoutException e) {
      ready = false;
    }
    if (!ready) {
      String message =
          "the RabbitMQ broker did not start within "
              + START_SECONDS
              + " s; the end of its log:\n"
              + broker.lastWords();
      if (broker.lastWords().contains(PORT_TAKEN)) {
        throw new PortTakenException(message);
      }
      throw new IllegalStateException(message);
    }
  }

  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ports[i] = sockets[i].getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String cookie() {
    return new SecureRandom()
        .ints(SECRET_BYTES, 'A', 'Z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The address that it listens on: always 127.0.0.1. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port of AMQP 0-9-1, without TLS. */
  public int port() {
    return configuration.port();
  }

  /** Who may do everything on the broker's one virtual host, {@code /}. */
  public String user() {
    return USER;
  }

  /** The user's password, made for this broker. */
  public String password() {
    return password;
  }

  /** The broker's folder, with {@code rabbitmq.log}. */
  public Path folder() {
    return configuration.folder();
  }

  /** Process ids of broker and port mapper, for tests. */
  List<Long> pids() {
    return List.of(broker.pid(), portMapper.pid());
  }

  /** Whether the broker runs. */
  public boolean isAlive() {
    return broker.isAlive();
  }

  /** Kills it and returns when it has ended. The folder stays. Idempotent. */
  @Override
  public void close() {
    broker.close();
    portMapper.close();
  }

  /** Another process took a port first; a further attempt makes sense. */
  private static final class PortTakenException extends Exception {
    private static final long serialVersionUID = 1;

    PortTakenException(String message) {
      super(message);
    }
  }
}
