package io.spirt.emulator;

import io.spirt.database.DatabaseUsers;
import io.spirt.deployment.DeploymentNames;
import io.spirt.emulator.aws.Endpoint;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.security.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Real databases that stand for the peers' instances. Each does what an instance does at its first
 * boot, in the instance's role: makes a certificate authority, puts its certificate into the
 * bucket, and reads its password. Not thread-safe.
 */
final class PeerDatabases implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final Map<Integer, Integer> ports = new HashMap<>();
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<String> passwords = new ArrayList<>();

  /**
   * @param folder for their files
   * @param peers how many there will be
   */
  PeerDatabases(Path folder, int peers) {
    this.folder = folder;
    for (int rank = 0; rank < peers; rank++) {
      ports.put(rank, freePort());
    }
  }

  /** The port that a peer's database will have. */
  int port(int rank) {
    return ports.get(rank);
  }

  /** The passwords of those that were started, for those who look for them elsewhere. */
  List<String> passwords() {
    return List.copyOf(passwords);
  }

  /**
   * Starts a peer's database.
   *
   * @param instance AWS, called in the instance's role
   * @param application what the calls say that they come from
   */
  void start(int rank, Endpoint instance, String application, String bucket, String secretArn) {
    try (SecretsManagerClient secrets =
            instance.client(
                SecretsManagerClient.builder(),
                builder -> builder.overrideConfiguration(InstanceBoot.named(application)));
        S3Client s3 =
            instance.client(
                S3Client.builder(),
                builder ->
                    builder
                        .forcePathStyle(true)
                        .overrideConfiguration(InstanceBoot.named(application)))) {
      String password =
          secrets.getSecretValue(request -> request.secretId(secretArn)).secretString();
      passwords.add(password);
      CertificateAuthority authority =
          CertificateAuthority.create(
              "SPIRT peer " + rank, new SecureRandom(), InstantSource.system(), VALIDITY);
      s3.putObject(
          request -> request.bucket(bucket).key(DeploymentNames.databaseCertificateKey(rank)),
          RequestBody.fromString(authority.certificatePem()));
      servers.add(server(rank, password, authority));
    }
  }

  private RedisServer server(int rank, String password, CertificateAuthority authority) {
    try {
      Path tls = Files.createDirectories(folder.resolve("tls-" + rank));
      Path certificate = tls.resolve("server.crt");
      Path key = tls.resolve("server.key");
      Path authorityFile = tls.resolve("ca.crt");
      Files.writeString(authorityFile, authority.certificatePem());
      authority.issue(List.of(LOOPBACK)).write(certificate, key);
      return RedisServer.builder()
          .directory(folder.resolve("redis-" + rank))
          .port(port(rank))
          .defaultUserOff()
          .user(
              DatabaseUsers.functionsUser(),
              DatabaseUsers.sha256(password),
              DatabaseUsers.functionsRules().toArray(String[]::new))
          .module(RedisModule.path())
          .tls(certificate, key, authorityFile)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  @Override
  public void close() {
    servers.forEach(RedisServer::close);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
