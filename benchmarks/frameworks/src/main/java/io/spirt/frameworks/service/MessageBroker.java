package io.spirt.frameworks.service;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.spirt.local.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A RabbitMQ broker for the run alone. */
public final class MessageBroker implements Service {
  private static final String HOST = "rabbit.host";
  private static final String PORT = "rabbit.port";
  private static final String USER = "rabbit.user";
  private static final String PASSWORD = "rabbit.password";
  private static final String LIMIT = "rabbit.messageLimitBytes";
  private static final int TIMEOUT_MILLIS = 60_000;

  private final long maxMessageBytes;

  /**
   * @param maxMessageBytes largest body that it takes, see {@link RabbitServer#start}
   */
  public MessageBroker(long maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public String title() {
    return "a RabbitMQ broker";
  }

  @Override
  public Map<String, String> start(Path folder, Resources resources) {
    return addresses(resources.add(RabbitServer.start(folder, maxMessageBytes)), maxMessageBytes);
  }

  /** Where a broker is and how to get in. */
  public static Map<String, String> addresses(RabbitServer server, long maxMessageBytes) {
    return Map.of(
        HOST,
        server.host(),
        PORT,
        Integer.toString(server.port()),
        USER,
        server.user(),
        PASSWORD,
        server.password(),
        LIMIT,
        Long.toString(maxMessageBytes));
  }

  /**
   * A connection to a run's broker, which ends at the first fault; the caller closes it.
   *
   * @throws UncheckedIOException if the broker cannot be reached
   */
  public static Connection connect(ServiceAddresses addresses) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(addresses.get(HOST));
    factory.setPort(Integer.parseInt(addresses.get(PORT)));
    factory.setUsername(addresses.get(USER));
    factory.setPassword(addresses.get(PASSWORD));
    factory.setMaxInboundMessageBodySize(Integer.parseInt(addresses.get(LIMIT)));
    factory.setConnectionTimeout(TIMEOUT_MILLIS);
    factory.setAutomaticRecoveryEnabled(false);
    try {
      return factory.newConnection();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to the run's RabbitMQ broker", e);
    } catch (TimeoutException e) {
      throw new UncheckedIOException(
          new IOException("the run's RabbitMQ broker does not answer", e));
    }
  }
}
