package io.spirt.security;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as bytes from which they could be read back, so that different values never have the same
 * bytes: numbers are big-endian and of fixed width, texts are UTF-8 behind their length in bytes. A
 * tag at the start keeps one use of these bytes apart from any other. Not thread-safe.
 */
final class CanonicalBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  /**
   * @param tag what the bytes are for, in ASCII; no tag begins with another
   */
  CanonicalBytes(String tag) {
    bytes.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
  }

  CanonicalBytes number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  CanonicalBytes number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  /**
   * @throws IllegalArgumentException if the text has half of a surrogate pair, which has no UTF-8
   */
  CanonicalBytes text(String value) {
    byte[] encoded = utf8(value);
    number(encoded.length);
    bytes.writeBytes(encoded);
    return this;
  }

  /** The entries in the order of their keys, behind their number. */
  CanonicalBytes texts(Map<String, String> values) {
    number(values.size());
    new TreeMap<>(values).forEach((key, value) -> text(key).text(value));
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** UTF-8 that refuses what it cannot encode; {@code getBytes} would put a question mark. */
  static byte[] utf8(String value) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] exact = new byte[encoded.remaining()];
      encoded.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text has half of a surrogate pair", e);
    }
  }
}
