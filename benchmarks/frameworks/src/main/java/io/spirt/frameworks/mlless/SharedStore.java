package io.spirt.frameworks.mlless;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * What lies in the shared Redis. Large values lie there in pieces, because a string ends at 512 MB:
 * fields {@code 0}, {@code 1} and so on of a hash.
 */
final class SharedStore {
  private static final int PIECE_BYTES = 128 << 20;

  private final UnifiedJedis redis;
  private final String prefix;

  /**
   * @param redis stays the caller's
   */
  SharedStore(UnifiedJedis redis, String run) {
    this.redis = redis;
    this.prefix = run + ":";
  }

  /** Key of a worker's update of a step. */
  static String update(int step, int rank) {
    return "update:" + step + ":" + rank;
  }

  /** Key of a worker's model, when it leaves or training ends. */
  static String model(int rank) {
    return "model:" + rank;
  }

  /** Key of what a worker's next invocation goes on from. */
  static String checkpoint(int rank) {
    return "checkpoint:" + rank;
  }

  /** Key of what a worker's filter holds back, beside its checkpoint. */
  static String kept(int rank) {
    return "kept:" + rank;
  }

  /** Key of what the supervisor knows. */
  static String supervisor() {
    return "supervisor";
  }

  void put(String key, byte[] value) {
    byte[] name = name(key);
    for (int from = 0, piece = 0; from == 0 || from < value.length; from += PIECE_BYTES, piece++) {
      int to = Math.min(value.length, from + PIECE_BYTES);
      boolean all = from == 0 && to == value.length;
      redis.hset(name, field(piece), all ? value : Arrays.copyOfRange(value, from, to));
    }
  }

  /** The value, owned by the caller; empty if there is none. */
  Optional<byte[]> get(String key) {
    Map<byte[], byte[]> pieces = redis.hgetAll(name(key));
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    if (pieces.size() == 1) {
      return Optional.of(pieces.values().iterator().next());
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (int piece = 0; piece < pieces.size(); piece++) {
      value.writeBytes(pieces.get(field(piece)));
    }
    return Optional.of(value.toByteArray());
  }

  void delete(List<String> keys) {
    List<byte[]> names = new ArrayList<>();
    keys.forEach(key -> names.add(name(key)));
    redis.del(names.toArray(byte[][]::new));
  }

  private byte[] name(String key) {
    return (prefix + key).getBytes(UTF_8);
  }

  private static byte[] field(int piece) {
    return Integer.toString(piece).getBytes(UTF_8);
  }
}
