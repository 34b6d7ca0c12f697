package io.spirt.frameworks.mlless;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Updates as bytes, little-endian:
 *
 * <pre>
 *  0        4     5               9              13           17
 *  +--------+-----+---------------+--------------+------------+---------------- - -
 *  | "MLU1" | kind| coordinates   | running      | coordinates| [gaps] values
 *  |        | 0 1 | of the whole  | statistics   | sent       | running statistics
 *  +--------+-----+---------------+--------------+------------+---------------- - -
 * </pre>
 *
 * <p>Kind 0 sends all coordinates and no gaps. Kind 1 sends some: a gap is how far a coordinate is
 * from the one before, less 1, seven bits a byte, lowest first, the eighth bit saying that more
 * follow. Values and statistics are float32. What would be longer as kind 1 goes as kind 0.
 */
final class UpdateCodec {
  static final int HEADER_BYTES = 17;
  private static final int MAGIC = 'M' | 'L' << 8 | 'U' << 16 | '1' << 24;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;
  private static final int GAP_BITS = 7;
  private static final int MORE = 1 << GAP_BITS;
  private static final int MOST_SHIFT = 28;

  private UpdateCodec() {}

  /** The bytes of an update. */
  static byte[] encode(Update update) {
    long sparse = update.isSparse() ? sparseBytes(update) : Long.MAX_VALUE;
    boolean isSparse = sparse < (long) update.length() * Float.BYTES;
    long body = isSparse ? sparse : (long) update.length() * Float.BYTES;
    long all = HEADER_BYTES + body + (long) update.buffers().length * Float.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(all)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MAGIC).put(isSparse ? SPARSE : DENSE);
    bytes.putInt(update.length()).putInt(update.buffers().length);
    if (isSparse) {
      bytes.putInt(update.sent());
      putGaps(bytes, update.indices());
      putFloats(bytes, update.values());
    } else {
      bytes.putInt(update.length());
      putFloats(bytes, update.isSparse() ? update.gradient() : update.values());
    }
    putFloats(bytes, update.buffers());
    return bytes.array();
  }

  /**
   * The update that bytes hold. They are input: nothing is believed that is not there.
   *
   * @param length coordinates that the gradient must have
   * @param buffers running statistics that it must have
   * @throws InvalidUpdateException if they are not such an update
   */
  static Update decode(byte[] input, int length, int buffers) {
    ByteBuffer bytes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    try {
      require(bytes.getInt() == MAGIC, "it does not begin with MLU1");
      byte kind = bytes.get();
      require(kind == DENSE || kind == SPARSE, "its kind is " + kind + ", neither 0 nor 1");
      expect("coordinates", bytes.getInt(), length);
      expect("running statistics", bytes.getInt(), buffers);
      int sent = bytes.getInt();
      require(sent >= 0 && sent <= length, "it sends " + sent + " of " + length + " coordinates");
      long least = ((long) sent + buffers) * Float.BYTES + (kind == SPARSE ? sent : 0);
      require(
          bytes.remaining() >= least,
          "%d bytes follow its header, at least %d belong there"
              .formatted(bytes.remaining(), least));
      Update update = kind == SPARSE ? sparse(bytes, length, sent, buffers) : null;
      if (update == null) {
        expect("coordinates sent", sent, length);
        update = Update.dense(floats(bytes, length), floats(bytes, buffers));
      }
      require(!bytes.hasRemaining(), bytes.remaining() + " bytes follow its end");
      return update;
    } catch (BufferUnderflowException e) {
      throw new InvalidUpdateException("it ends after " + input.length + " bytes", e);
    }
  }

  private static Update sparse(ByteBuffer bytes, int length, int sent, int buffers) {
    int[] indices = new int[sent];
    long at = -1;
    for (int i = 0; i < sent; i++) {
      at += 1L + gap(bytes);
      require(at < length, "it sends coordinate " + at + " of " + length);
      indices[i] = (int) at;
    }
    return Update.sparse(length, indices, floats(bytes, sent), floats(bytes, buffers));
  }

  private static long gap(ByteBuffer bytes) {
    long gap = 0;
    for (int shift = 0; shift <= MOST_SHIFT; shift += GAP_BITS) {
      int next = bytes.get() & 0xff;
      gap |= (long) (next & (MORE - 1)) << shift;
      if ((next & MORE) == 0) {
        require(shift == 0 || next != 0, "a gap has more bytes than it needs");
        return gap;
      }
    }
    throw new InvalidUpdateException("a gap between coordinates has more than 5 bytes");
  }

  private static void putGaps(ByteBuffer bytes, int[] indices) {
    int before = -1;
    for (int index : indices) {
      int gap = index - before - 1;
      while (gap >= MORE) {
        bytes.put((byte) ((gap & (MORE - 1)) | MORE));
        gap >>>= GAP_BITS;
      }
      bytes.put((byte) gap);
      before = index;
    }
  }

  private static long sparseBytes(Update update) {
    long bytes = (long) update.sent() * Float.BYTES;
    int before = -1;
    for (int index : update.indices()) {
      if (index <= before || index >= update.length()) {
        throw new IllegalArgumentException(
            "coordinate %d after %d: they must ascend and be below %d"
                .formatted(index, before, update.length()));
      }
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(index - before - 1);
      bytes += Math.max(1, (bits + GAP_BITS - 1) / GAP_BITS);
      before = index;
    }
    return bytes;
  }

  private static void putFloats(ByteBuffer bytes, float[] values) {
    bytes.asFloatBuffer().put(values);
    bytes.position(bytes.position() + values.length * Float.BYTES);
  }

  private static float[] floats(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + count * Float.BYTES);
    return values;
  }

  private static void expect(String what, int found, int wanted) {
    require(found == wanted, "it has %d %s, not %d".formatted(found, what, wanted));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidUpdateException(otherwise);
    }
  }
}
