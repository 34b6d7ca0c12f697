package io.spirt.local;

import io.spirt.database.DatabaseAddress;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One redis-server per peer, each with a password and a directory of its own. */
final class PeerServers implements AutoCloseable {
  private static final int PASSWORD_BYTES = 32;

  private final List<RedisServer> servers;
  private final List<DatabaseAddress> addresses;

  private PeerServers(List<RedisServer> servers, List<DatabaseAddress> addresses) {
    this.servers = servers;
    this.addresses = addresses;
  }

  /**
   * Starts them all at once.
   *
   * @param folder where their directories are made
   * @throws IllegalStateException if one does not start; none is left running then
   */
  static PeerServers start(int peers, Path folder, SecureRandom random) {
    Path module = RedisModule.path();
    List<String> passwords = new ArrayList<>();
    List<CompletableFuture<RedisServer>> starting = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      String password = password(random);
      Path directory = folder.resolve("redis-" + rank);
      passwords.add(password);
      starting.add(
          CompletableFuture.supplyAsync(
              () ->
                  RedisServer.builder()
                      .directory(directory)
                      .password(password)
                      .module(module)
                      .start(),
              work -> new Thread(work, "redis-start").start()));
    }
    List<RedisServer> servers = Starting.all(starting);
    List<DatabaseAddress> addresses = new ArrayList<>();
    for (int rank = 0; rank < peers; rank++) {
      RedisServer server = servers.get(rank);
      addresses.add(new DatabaseAddress(server.host(), server.port(), passwords.get(rank)));
    }
    return new PeerServers(servers, addresses);
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** How to reach them, by rank. */
  List<DatabaseAddress> addresses() {
    return addresses;
  }

  @Override
  public void close() {
    servers.parallelStream().forEach(RedisServer::close);
  }
}
