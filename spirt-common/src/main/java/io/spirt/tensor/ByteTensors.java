package io.spirt.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The tensors of bytes of one database, such as encoded averages: flat {@code UINT8} tensors where
 * the server has the module, plain strings where it has not. Above {@value
 * Tensors#MOST_BYTES_AT_ONCE} bytes they go in ranges. Thread-safe.
 */
public final class ByteTensors {
  private static final String DTYPE = "UINT8";

  /** Where dtype and shape are in the answer that describes a tensor. */
  private static final int META_DTYPE = 1;

  private static final int META_SHAPE = 3;

  private final UnifiedJedis redis;
  private final int mostBytesAtOnce;
  private final boolean module;

  /**
   * @param redis stays the caller's
   * @param module true if the server has the SPIRT module
   */
  public ByteTensors(UnifiedJedis redis, boolean module) {
    this(redis, module, Tensors.MOST_BYTES_AT_ONCE);
  }

  ByteTensors(UnifiedJedis redis, boolean module, int mostBytesAtOnce) {
    this.redis = redis;
    this.module = module;
    this.mostBytesAtOnce = mostBytesAtOnce;
  }

  /**
   * Stores a tensor, replacing what was there, unless that is the same: then nobody who reads it in
   * ranges meanwhile is disturbed.
   *
   * @param bytes untouched
   * @return its digest, see {@link TensorDigest#ofBytes}
   */
  public String put(String key, byte[] bytes) {
    byte[] name = key.getBytes(UTF_8);
    String digest = TensorDigest.ofBytes(bytes);
    if (!module) {
      redis.set(name, bytes);
    } else if (bytes.length <= mostBytesAtOnce) {
      redis.executeCommand(
          new CommandArguments(TensorCommand.TENSORSET)
              .key(name)
              .add(DTYPE)
              .add(bytes.length)
              .add("BLOB")
              .add(bytes));
    } else if (!digest.equals(digestThere(name))) {
      putInRanges(name, bytes);
    }
    return digest;
  }

  private String digestThere(byte[] name) {
    try {
      return text(redis.executeCommand(new CommandArguments(TensorCommand.TENSORDIGEST).key(name)));
    } catch (JedisDataException e) {
      return "";
    }
  }

  private void putInRanges(byte[] name, byte[] bytes) {
    redis.executeCommand(
        new CommandArguments(TensorCommand.TENSORSET).key(name).add(DTYPE).add(bytes.length));
    for (int start = 0; start < bytes.length; start += mostBytesAtOnce) {
      int end = Math.min(bytes.length - start, mostBytesAtOnce) + start;
      redis.executeCommand(
          new CommandArguments(TensorCommand.TENSORSETRANGE)
              .key(name)
              .add(start)
              .add("BLOB")
              .add(Arrays.copyOfRange(bytes, start, end)));
    }
  }

  /**
   * A tensor's bytes; what has another length or type is not read at all.
   *
   * @param count how many bytes are wanted
   * @return empty if there is no such key
   */
  public Optional<TensorBytes> get(String key, int count) {
    byte[] name = key.getBytes(UTF_8);
    if (!module) {
      return Optional.ofNullable(redis.get(name)).map(bytes -> wholly(bytes, count));
    }
    try {
      long there = length(name);
      return Optional.of(there == count ? read(name, count) : another(there));
    } catch (JedisDataException e) {
      if (e.getMessage().startsWith(Tensors.NO_TENSOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static TensorBytes wholly(byte[] bytes, int count) {
    return bytes.length == count
        ? new TensorBytes(count, bytes, TensorDigest.ofBytes(bytes))
        : another(bytes.length);
  }

  private static TensorBytes another(long count) {
    return new TensorBytes(count, new byte[0], "");
  }

  /** Number of elements of a tensor of bytes, -1 for other tensors. */
  private long length(byte[] name) {
    List<?> meta =
        (List<?>)
            redis.executeCommand(
                new CommandArguments(TensorCommand.TENSORGET).key(name).add("META"));
    if (!text(meta.get(META_DTYPE)).equals(DTYPE)) {
      return -1;
    }
    long length = 1;
    for (Object dimension : (List<?>) meta.get(META_SHAPE)) {
      length = Math.multiplyExact(length, (Long) dimension);
    }
    return length;
  }

  private TensorBytes read(byte[] name, int count) {
    byte[] bytes = count <= mostBytesAtOnce ? range(name, 0, count) : inRanges(name, count);
    return wholly(bytes, count);
  }

  private byte[] inRanges(byte[] name, int count) {
    byte[] bytes = new byte[count];
    for (int start = 0; start < count; start += mostBytesAtOnce) {
      byte[] range = range(name, start, Math.min(count - start, mostBytesAtOnce));
      System.arraycopy(range, 0, bytes, start, range.length);
    }
    return bytes;
  }

  private byte[] range(byte[] name, int start, int count) {
    return (byte[])
        redis.executeCommand(
            new CommandArguments(TensorCommand.TENSORGETRANGE).key(name).add(start).add(count));
  }

  private static String text(Object reply) {
    return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(reply);
  }
}
