package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** A connection without TLS that sends any words and returns plain Java values. */
final class RawConnection implements AutoCloseable {
  private final Connection connection;

  RawConnection(DatabaseAddress address) {
    connection =
        new Connection(
            new HostAndPort(address.host(), address.port()),
            DefaultJedisClientConfig.builder()
                .resp2()
                .user(address.user())
                .password(address.password())
                .build());
  }

  /** The reply: String, Long, List or null. */
  Object call(String... words) {
    CommandArguments command = new CommandArguments(() -> words[0].getBytes(UTF_8));
    for (int i = 1; i < words.length; i++) {
      command.add(words[i]);
    }
    return text(connection.executeCommand(command));
  }

  boolean isOpen() {
    return connection.isConnected();
  }

  /** Words that are separated by spaces. */
  Object line(String words) {
    return call(words.split(" "));
  }

  /** A reply that is a list of texts. */
  List<String> list(String words) {
    List<String> texts = new ArrayList<>();
    ((List<?>) line(words)).forEach(element -> texts.add((String) element));
    return texts;
  }

  private static Object text(Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, UTF_8);
    }
    if (reply instanceof List<?> list) {
      List<Object> texts = new ArrayList<>();
      list.forEach(element -> texts.add(text(element)));
      return texts;
    }
    return reply;
  }

  @Override
  public void close() {
    connection.close();
  }
}
