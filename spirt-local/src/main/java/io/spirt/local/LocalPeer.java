package io.spirt.local;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.functions.PeerSettings;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/**
 * A peer's database on this machine, and what its functions are told of it. The database may be
 * killed and started again. Thread-safe.
 */
final class LocalPeer implements AutoCloseable {

  /**
   * Files of a database's TLS.
   *
   * @param certificate of the server, PEM
   * @param privateKey of the certificate, PEM
   * @param authority that issued the certificate, PEM
   */
  record TlsFiles(Path certificate, Path privateKey, Path authority) {}

  private final Path directory;
  private final String passwordSha256;
  private final Optional<TlsFiles> tls;
  private final BooleanSupplier keepsState;
  private RedisServer server;
  private PeerSettings settings;

  private LocalPeer(
      Path directory, String passwordSha256, Optional<TlsFiles> tls, BooleanSupplier keepsState) {
    this.directory = directory;
    this.passwordSha256 = passwordSha256;
    this.tls = tls;
    this.keepsState = keepsState;
  }

  /**
   * Starts the database, with what it saved in that directory.
   *
   * @param keepsState whether it saves its state when it is closed
   * @throws IllegalStateException if it does not start
   */
  static LocalPeer start(
      Path directory, String password, Optional<TlsFiles> tls, BooleanSupplier keepsState) {
    SavingServer.awaitEnd(directory);
    LocalPeer peer = new LocalPeer(directory, DatabaseUsers.sha256(password), tls, keepsState);
    peer.startServer(0);
    return peer;
  }

  private void startServer(int port) {
    RedisServer.Builder builder =
        RedisServer.builder()
            .directory(directory)
            .port(port)
            .defaultUserOff()
            .user(
                DatabaseUsers.functionsUser(),
                passwordSha256,
                DatabaseUsers.functionsRules().toArray(String[]::new))
            .module(RedisModule.path())
            .snapshots(true);
    tls.ifPresent(files -> builder.tls(files.certificate(), files.privateKey(), files.authority()));
    server = builder.start();
    SavingServer.note(directory, server.pid());
  }

  /** The port that the server listens on. */
  synchronized int port() {
    return server.port();
  }

  /** Process id of the server. */
  synchronized long pid() {
    return server.pid();
  }

  /** What the peer's functions are given. */
  synchronized PeerSettings settings() {
    return settings;
  }

  synchronized void setSettings(PeerSettings given) {
    settings = given;
  }

  /** The database, as the peer's own functions open it. */
  DatabaseAddress address() {
    return settings().database();
  }

  /** Ends the database at once; what it held is gone. */
  synchronized void kill() {
    server.kill();
  }

  /** Starts the database again, empty, at the same port. */
  synchronized void restart() {
    int port = server.port();
    server.close();
    forget();
    startServer(port);
  }

  private void forget() {
    try (DirectoryStream<Path> saved = Files.newDirectoryStream(directory, "*.rdb")) {
      for (Path file : saved) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
  }

  synchronized void pause() {
    server.pause();
  }

  synchronized void resume() {
    server.resume();
  }

  @Override
  public synchronized void close() {
    if (keepsState.getAsBoolean() && server.isAlive()) {
      server.closeKeepingState();
    } else {
      server.close();
    }
  }

  /** A server of an earlier run may still be saving its state when the run is resumed. */
  private static final class SavingServer {
    private static final String FILE = "server.pid";
    private static final Duration MOST = Duration.ofSeconds(45);

    private SavingServer() {}

    static void note(Path directory, long pid) {
      try {
        Files.writeString(directory.resolve(FILE), pid + " " + startOf(pid));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write into " + directory, e);
      }
    }

    /** When that process started: another one may have its number later. */
    private static String startOf(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .map(Object::toString)
          .orElse("ended");
    }

    static void awaitEnd(Path directory) {
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        return;
      }
      try {
        String[] noted = Files.readString(file).split(" ", 2);
        long pid = Long.parseLong(noted[0]);
        if (startOf(pid).equals(noted[1])) {
          ProcessHandle.of(pid)
              .ifPresent(process -> process.onExit().orTimeout(MOST.toSeconds(), SECONDS).join());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      } catch (CompletionException e) {
        throw new IllegalStateException(
            "redis-server of " + directory + " is still saving its state: try again later", e);
      }
    }
  }
}
