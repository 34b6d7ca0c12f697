package io.spirt.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The tensors of one database. Values go over the connection once, as they lie in memory. Above
 * {@value #MOST_BYTES_AT_ONCE} bytes they go in ranges, because a bulk string ends at 512 MB; a
 * reader must not look before the writer has recorded that it is done. Thread-safe.
 */
public final class Tensors {
  static final int MOST_BYTES_AT_ONCE = 256 << 20;

  /** Tensors that are read in pieces are read in so many, within these limits of values. */
  private static final int PIECES = 16;

  private static final int LEAST_IN_A_PIECE = 1 << 18;
  private static final int MOST_IN_A_PIECE = 1 << 22;

  /** Where a tensor's shape is in the answer that describes it. */
  private static final int META_SHAPE = 3;

  /** How the module's error for a key that is not there starts; the words are RedisAI's. */
  static final String NO_TENSOR = "ERR tensor key is empty";

  private final UnifiedJedis redis;
  private final int mostBytesAtOnce;
  private final boolean module;

  /**
   * @param redis stays the caller's
   */
  public Tensors(UnifiedJedis redis) {
    this(redis, MOST_BYTES_AT_ONCE);
  }

  Tensors(UnifiedJedis redis, int mostBytesAtOnce) {
    this.redis = redis;
    this.mostBytesAtOnce = mostBytesAtOnce;
    this.module = hasModule(redis);
  }

  private static boolean hasModule(UnifiedJedis redis) {
    try {
      redis.executeCommand(
          new CommandArguments(TensorCommand.TENSORDIGEST).key("spirt:no-such-tensor"));
      return true;
    } catch (JedisDataException e) {
      if (e.getMessage().startsWith("LOADING")) {
        throw e;
      }
      return !e.getMessage().startsWith("ERR unknown command");
    }
  }

  /** True if the server has the SPIRT module. */
  public boolean hasModule() {
    return module;
  }

  /**
   * Stores a tensor, replacing what was there.
   *
   * @param values little-endian float32 from position to limit; untouched
   */
  public void put(String key, ByteBuffer values) {
    byte[] name = key.getBytes(UTF_8);
    if (!module) {
      redis.set(name, bytes(values));
    } else if (values.remaining() <= mostBytesAtOnce) {
      redis.executeCommand(
          new CommandArguments(TensorCommand.TENSORSET)
              .key(name)
              .add("FLOAT")
              .add(values.remaining() / Float.BYTES)
              .add("BLOB")
              .add(bytes(values)));
    } else {
      putInRanges(name, values);
    }
  }

  private void putInRanges(byte[] name, ByteBuffer values) {
    int count = values.remaining() / Float.BYTES;
    redis.executeCommand(
        new CommandArguments(TensorCommand.TENSORSET).key(name).add("FLOAT").add(count));
    int step = mostBytesAtOnce / Float.BYTES;
    for (int start = 0; start < count; start += step) {
      int length = Math.min(step, count - start);
      ByteBuffer range =
          values.slice(values.position() + start * Float.BYTES, length * Float.BYTES);
      redis.executeCommand(
          new CommandArguments(TensorCommand.TENSORSETRANGE)
              .key(name)
              .add(start)
              .add("BLOB")
              .add(bytes(range)));
    }
  }

  /**
   * A tensor's values, little-endian float32, owned by the caller; empty if there is no such key.
   */
  public Optional<ByteBuffer> get(String key, int count) {
    byte[] name = key.getBytes(UTF_8);
    if (!module) {
      return Optional.ofNullable(redis.get(name)).map(Tensors::littleEndian);
    }
    try {
      boolean inRanges = (long) count * Float.BYTES > mostBytesAtOnce;
      return Optional.of(inRanges ? getInRanges(name, count) : getAtOnce(name));
    } catch (JedisDataException e) {
      if (e.getMessage().startsWith(NO_TENSOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A tensor's values as an array, with their digest. Read in pieces, so that beside the array no
   * more than a small part of the values is held; what has another length is not read at all.
   *
   * @param count how many values are wanted
   * @return empty if there is no such key
   */
  public Optional<TensorValues> values(String key, int count) {
    byte[] name = key.getBytes(UTF_8);
    if (!module) {
      return get(key, count).map(bytes -> wholly(bytes, count));
    }
    try {
      long there = length(name);
      return Optional.of(
          there == count ? inPieces(name, count) : new TensorValues(there, new float[0], ""));
    } catch (JedisDataException e) {
      if (e.getMessage().startsWith(NO_TENSOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static TensorValues wholly(ByteBuffer bytes, int count) {
    long there = bytes.remaining() / Float.BYTES;
    return there == count
        ? new TensorValues(there, Float32.array(bytes), TensorDigest.of(bytes))
        : new TensorValues(there, new float[0], "");
  }

  private long length(byte[] name) {
    List<?> meta =
        (List<?>)
            redis.executeCommand(
                new CommandArguments(TensorCommand.TENSORGET).key(name).add("META"));
    long length = 1;
    for (Object dimension : (List<?>) meta.get(META_SHAPE)) {
      length = Math.multiplyExact(length, (Long) dimension);
    }
    return length;
  }

  private TensorValues inPieces(byte[] name, int count) {
    float[] values = new float[count];
    MessageDigest digest = TensorDigest.begin(count);
    int step = Math.min(MOST_IN_A_PIECE, Math.max(LEAST_IN_A_PIECE, count / PIECES));
    for (int start = 0; start < count; start += step) {
      int length = Math.min(step, count - start);
      byte[] piece =
          (byte[])
              redis.executeCommand(
                  new CommandArguments(TensorCommand.TENSORGETRANGE)
                      .key(name)
                      .add(start)
                      .add(length));
      littleEndian(piece).asFloatBuffer().get(values, start, length);
      digest.update(piece);
    }
    return new TensorValues(count, values, TensorDigest.end(digest));
  }

  private ByteBuffer getAtOnce(byte[] name) {
    CommandArguments read = new CommandArguments(TensorCommand.TENSORGET).key(name).add("BLOB");
    return littleEndian((byte[]) redis.executeCommand(read));
  }

  private ByteBuffer getInRanges(byte[] name, int count) {
    ByteBuffer values =
        ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int step = mostBytesAtOnce / Float.BYTES;
    for (int start = 0; start < count; start += step) {
      int length = Math.min(step, count - start);
      CommandArguments read =
          new CommandArguments(TensorCommand.TENSORGETRANGE).key(name).add(start).add(length);
      values.put((byte[]) redis.executeCommand(read));
    }
    return values.flip();
  }

  private static ByteBuffer littleEndian(byte[] values) {
    return ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes without a copy where the buffer is exactly an array. */
  private static byte[] bytes(ByteBuffer values) {
    if (values.hasArray()
        && values.arrayOffset() == 0
        && values.position() == 0
        && values.remaining() == values.array().length) {
      return values.array();
    }
    byte[] copy = new byte[values.remaining()];
    values.duplicate().get(copy);
    return copy;
  }
}
