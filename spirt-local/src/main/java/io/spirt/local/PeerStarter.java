package io.spirt.local;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.functions.PeerFolder;
import io.spirt.functions.PeerSettings;
import io.spirt.local.LocalPeer.TlsFiles;
import io.spirt.local.aws.QueueServer;
import io.spirt.security.CertificateAuthority;
import io.spirt.security.FileKeyService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Starts what a peer has on this machine, for a peer of the job, a newcomer, or one whose run is
 * resumed: a key of the key service, a database with a directory and a password of its own, three
 * queues, and the settings that tell its functions. Thread-safe.
 */
final class PeerStarter {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PASSWORD_BYTES = 32;

  /** What a killed function had received comes back after this. */
  private static final Duration VISIBILITY = Duration.ofSeconds(10);

  private static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(365);

  private final String run;
  private final Path runtime;
  private final String sharedSecret;
  private final RunHooks hooks;
  private final BooleanSupplier keepsState;
  private final SecureRandom random = new SecureRandom();
  private final PeerFolder folder;
  private final FileKeyService keys;
  private final Optional<CertificateAuthority> authority;

  /**
   * @param runtime the run's private folder
   * @param keepsState whether databases save their state when they are closed
   */
  PeerStarter(
      String run,
      Path runtime,
      RunState state,
      RunHooks hooks,
      BooleanSupplier keepsState,
      InstantSource clock) {
    this.run = run;
    this.runtime = runtime;
    this.sharedSecret = state.sharedSecret();
    this.hooks = hooks;
    this.keepsState = keepsState;
    this.folder = new PeerFolder(peersFolder(runtime));
    this.keys = new FileKeyService(keysFolder(runtime));
    this.authority =
        state.tls()
            ? Optional.of(
                CertificateAuthority.create("SPIRT run", random, clock, CERTIFICATE_VALIDITY))
            : Optional.empty();
  }

  /** Folder of the peers' settings. */
  static Path peersFolder(Path runtime) {
    return runtime.resolve("peers");
  }

  /** Folder of the key service. */
  static Path keysFolder(Path runtime) {
    return runtime.resolve("keys");
  }

  /** The settings of the peers that were started. */
  PeerFolder folder() {
    return folder;
  }

  /**
   * Starts a peer's parts.
   *
   * @param queues the queue service, awaited only when the database is up
   * @throws IllegalStateException if its database does not start
   */
  LocalPeer start(int rank, CompletableFuture<QueueServer> queues) {
    try {
      String keyId = "peer-" + rank;
      keys.createKey(keyId, random);
      String password = password();
      LocalPeer peer =
          LocalPeer.start(runtime.resolve("redis-" + rank), password, tlsFiles(rank), keepsState);
      try {
        peer.setSettings(settings(rank, peer.port(), password, keyId, queues.join()));
        folder.write(peer.settings());
        return peer;
      } catch (IOException | RuntimeException e) {
        peer.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + runtime, e);
    }
  }

  private PeerSettings settings(
      int rank, int port, String password, String keyId, QueueServer queues) {
    return new PeerSettings(
        rank,
        new DatabaseAddress(
            LOOPBACK,
            hooks.databasePort(rank, port),
            DatabaseUsers.functionsUser(),
            password,
            authority.map(CertificateAuthority::certificatePem).orElse(null)),
        keyId,
        queues.create(run + "-join-" + rank, VISIBILITY),
        queues.create(run + "-password-" + rank, VISIBILITY),
        queues.create(run + "-sync-" + rank, VISIBILITY),
        sharedSecret);
  }

  private Optional<TlsFiles> tlsFiles(int rank) throws IOException {
    if (authority.isEmpty()) {
      return Optional.empty();
    }
    Path tls = PrivateFiles.folder(runtime.resolve("tls"));
    TlsFiles files =
        new TlsFiles(
            tls.resolve(rank + ".crt"), tls.resolve(rank + ".key"), tls.resolve(rank + "-ca.crt"));
    Files.writeString(files.authority(), authority.get().certificatePem());
    authority
        .get()
        .issue(List.of(LOOPBACK, "localhost"))
        .write(files.certificate(), files.privateKey());
    return Optional.of(files);
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
