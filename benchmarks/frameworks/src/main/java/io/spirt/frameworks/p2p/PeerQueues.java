package io.spirt.frameworks.p2p;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.spirt.frameworks.service.MessageBroker;
import io.spirt.frameworks.service.ServiceAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * A run's queues as one peer sees them. Each peer has two: one that holds its latest gradient and
 * nothing else, which the others read without taking it away; and an inbox for the barrier's
 * messages, of which every peer gets each. Used by one thread.
 *
 * <p>To read is to get a message and to put it back at once, where it was; a newer one that came
 * meanwhile drives it out. While one peer reads, the queue is empty for the others: they look
 * again.
 */
final class PeerQueues implements AutoCloseable {
  private static final int CONFIRM_MILLIS = 120_000;
  private static final int PERSISTENT = 2;

  private final Connection connection;
  private final Channel channel;
  private final String run;
  private final int rank;

  private PeerQueues(Connection connection, Channel channel, String run, int rank) {
    this.connection = connection;
    this.channel = channel;
    this.run = run;
    this.rank = rank;
  }

  /** Connects, and makes the queues of all peers unless they are there. */
  static PeerQueues open(ServiceAddresses addresses, String run, int rank, int peers) {
    Connection connection = MessageBroker.connect(addresses);
    try {
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      PeerQueues queues = new PeerQueues(connection, channel, run, rank);
      queues.declare(peers);
      return queues;
    } catch (IOException e) {
      connection.abort();
      throw new UncheckedIOException("cannot make the queues of run " + run, e);
    }
  }

  private void declare(int peers) throws IOException {
    channel.exchangeDeclare(barrier(), BuiltinExchangeType.FANOUT, true);
    for (int peer = 0; peer < peers; peer++) {
      channel.queueDeclare(
          gradients(peer),
          true,
          false,
          false,
          Map.of("x-max-length", 1, "x-overflow", "drop-head"));
      channel.queueDeclare(inbox(peer), true, false, false, Map.of());
      channel.queueBind(inbox(peer), barrier(), "");
    }
  }

  /** Name of the queue with a peer's latest gradient. */
  static String gradients(String run, int peer) {
    return run + ".gradients." + peer;
  }

  private String gradients(int peer) {
    return gradients(run, peer);
  }

  private String inbox(int peer) {
    return run + ".barrier." + peer;
  }

  private String barrier() {
    return run + ".barrier";
  }

  /** Replaces this peer's gradient; returns when the broker has it on disk. */
  void publish(Map<String, Object> headers, byte[] body) {
    send("", gradients(rank), headers, body);
  }

  /** Sends a message to every peer's inbox, this one's too. */
  void toAll(byte[] body) {
    send(barrier(), "", Map.of(), body);
  }

  private void send(String exchange, String key, Map<String, Object> headers, byte[] body) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .messageId(UUID.randomUUID().toString())
            .headers(headers)
            .build();
    try {
      channel.basicPublish(exchange, key, properties, body);
      channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException("the broker did not take a message", e);
    } catch (TimeoutException e) {
      throw new UncheckedIOException(
          new IOException("the broker did not confirm a message in " + CONFIRM_MILLIS + " ms", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending to the broker", e);
    }
  }

  /** The latest gradient of a peer, which stays where it is; empty if there is none to be seen. */
  Optional<GetResponse> peek(int peer) {
    Optional<GetResponse> found = nextOf(peer);
    found.ifPresent(message -> giveBack(message, true));
    return found;
  }

  /** Holds a peer's gradient: nobody else sees it until it is given back. */
  Optional<GetResponse> nextOf(int peer) {
    return get(gradients(peer));
  }

  /** Takes a message that was peeked at away, unless another one has replaced it. */
  void remove(int peer, GetResponse seen) {
    nextOf(peer)
        .ifPresent(
            message ->
                giveBack(
                    message,
                    !String.valueOf(message.getProps().getMessageId())
                        .equals(seen.getProps().getMessageId())));
  }

  /** Empties this peer's queue of gradients. */
  void clear() {
    try {
      channel.queuePurge(gradients(rank));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty the queue of peer " + rank, e);
    }
  }

  /** The next message of this peer's inbox; it comes back unless it is {@link #done}. */
  Optional<GetResponse> nextOfInbox() {
    return get(inbox(rank));
  }

  /** A message of the inbox is not needed any more. */
  void done(long deliveryTag) {
    try {
      channel.basicAck(deliveryTag, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot acknowledge a message of the barrier", e);
    }
  }

  private Optional<GetResponse> get(String queue) {
    try {
      return Optional.ofNullable(channel.basicGet(queue, false));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read queue " + queue, e);
    }
  }

  /** Ends holding a message: puts it back, or drops it. */
  void giveBack(GetResponse message, boolean keep) {
    try {
      channel.basicReject(message.getEnvelope().getDeliveryTag(), keep);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give a gradient back to its queue", e);
    }
  }

  @Override
  public void close() {
    connection.abort();
  }
}
