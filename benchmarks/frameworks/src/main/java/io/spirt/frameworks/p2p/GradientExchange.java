package io.spirt.frameworks.p2p;

import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.LongString;
import io.spirt.frameworks.worker.EpochLog;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a peer's gradient and reads the others'. What exceeds the limit of a message is stored as
 * an object, and the message holds its key, a UUID. What is received is checked: a queue may hold
 * anything. Used by one thread.
 */
final class GradientExchange {
  private static final Logger LOG = LoggerFactory.getLogger(GradientExchange.class);
  private static final String RANK = "rank";
  private static final String EPOCH = "epoch";
  private static final String SHA256 = "sha256";
  private static final String REFERENCE = "reference";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Readers may still have to fetch the one before the latest. */
  private static final int KEPT_OBJECTS = 2;

  private final PeerQueues queues;
  private final ObjectStore objects;
  private final GradientCodec codec;
  private final long messageLimit;
  private final EpochLog log;
  private final Deque<String> stored = new ArrayDeque<>();
  private String lastRefusal = "";

  /**
   * @param objects for what is too long for a message
   * @param messageLimit longest body of a message, in bytes
   */
  GradientExchange(
      PeerQueues queues,
      ObjectStore objects,
      GradientCodec codec,
      long messageLimit,
      EpochLog log) {
    this.queues = queues;
    this.objects = objects;
    this.codec = codec;
    this.messageLimit = messageLimit;
    this.log = log;
  }

  /**
   * Replaces this peer's gradient by that of an epoch.
   *
   * @return what the others will see: the vector after encoding and decoding
   */
  PeerGradient send(int rank, int epoch, float[] vector) {
    byte[] bytes = codec.encode(rank, epoch, vector);
    boolean reference = bytes.length > messageLimit;
    Map<String, Object> headers =
        Map.of(RANK, rank, EPOCH, epoch, SHA256, sha256(bytes), REFERENCE, reference);
    byte[] body = reference ? store(bytes) : bytes;
    queues.publish(headers, body);
    log.count(Traffic.message(body.length));
    dropOld();
    try {
      return new PeerGradient(epoch, codec.decode(bytes));
    } catch (RefusedGradientException e) {
      throw new IllegalStateException("this peer's own gradient cannot be sent", e);
    }
  }

  private byte[] store(byte[] bytes) {
    String key = UUID.randomUUID().toString();
    objects.put(key, bytes);
    log.count(Traffic.put(bytes.length));
    stored.addLast(key);
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  private void dropOld() {
    while (stored.size() > KEPT_OBJECTS) {
      objects.delete(stored.removeFirst());
    }
  }

  /**
   * The latest gradient of a peer. Empty if there is none to be seen: none was sent, another peer
   * is reading it, or what is there was refused and taken away.
   */
  Optional<PeerGradient> latest(int peer) {
    Optional<GetResponse> message = queues.peek(peer);
    if (message.isEmpty()) {
      log.count(Traffic.poll());
      return Optional.empty();
    }
    log.count(Traffic.received(message.get().getBody().length));
    try {
      return Optional.of(read(peer, message.get()));
    } catch (NoSuchObjectException e) {
      // Replaced since the message was read.
      return Optional.empty();
    } catch (RefusedGradientException e) {
      lastRefusal = "a message in the queue of peer " + peer + " was refused: " + e.getMessage();
      LOG.warn("{}", lastRefusal);
      queues.remove(peer, message.get());
      return Optional.empty();
    }
  }

  private PeerGradient read(int peer, GetResponse message) throws RefusedGradientException {
    Map<String, Object> headers = message.getProps().getHeaders();
    if (headers == null) {
      throw new RefusedGradientException("it has no headers");
    }
    int rank = number(headers, RANK);
    if (rank != peer) {
      throw new RefusedGradientException("it says that it is of peer " + rank);
    }
    int epoch = number(headers, EPOCH);
    if (epoch < 1) {
      throw new RefusedGradientException("it says that it is of epoch " + epoch);
    }
    byte[] body = message.getBody();
    byte[] bytes = Boolean.TRUE.equals(headers.get(REFERENCE)) ? fetch(body) : body;
    if (!sha256(bytes).equals(text(headers, SHA256))) {
      throw new RefusedGradientException("its digest is not that of its bytes");
    }
    return new PeerGradient(epoch, codec.decode(bytes));
  }

  /** The object that a body refers to; a body is no way to any other object. */
  private byte[] fetch(byte[] body) throws RefusedGradientException {
    String key = new String(body, StandardCharsets.ISO_8859_1);
    if (!UUID_TEXT.matcher(key).matches()) {
      throw new RefusedGradientException("its reference is no UUID");
    }
    byte[] bytes = objects.get(key);
    log.count(Traffic.get(bytes.length));
    return bytes;
  }

  private static int number(Map<String, Object> headers, String name)
      throws RefusedGradientException {
    if (headers.get(name) instanceof Integer number) {
      return number;
    }
    throw new RefusedGradientException("its header " + name + " is no whole number");
  }

  private static String text(Map<String, Object> headers, String name)
      throws RefusedGradientException {
    if (headers.get(name) instanceof LongString text) {
      return text.toString();
    }
    throw new RefusedGradientException("it has no header " + name);
  }

  /** Why the last refused message was refused; empty if none was. */
  String lastRefusal() {
    return lastRefusal;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
