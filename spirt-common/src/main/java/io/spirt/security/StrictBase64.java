package io.spirt.security;

import java.util.Base64;

/** Base64 of RFC 4648 with padding, in the one form that an encoder writes. */
final class StrictBase64 {
  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The bytes.
   *
   * @param text may be null, which is not base64
   * @throws IllegalArgumentException if no encoder would have written the text; it is not quoted,
   *     for it may be secret
   */
  static byte[] decode(String text) {
    if (text == null) {
      throw notBase64();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Not its message: that quotes characters of the text.
      throw notBase64();
    }
    // Java's decoder takes texts without padding and with stray bits in the last character.
    if (!encode(bytes).equals(text)) {
      throw notBase64();
    }
    return bytes;
  }

  private static IllegalArgumentException notBase64() {
    return new IllegalArgumentException("a text is not base64 with padding");
  }
}
