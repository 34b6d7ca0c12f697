package io.spirt.compression;

/** Bytes are no encoding of values; says what is wrong with them. */
public final class InvalidEncodingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidEncodingException(String codec, String problem) {
    super("not a valid encoding by " + codec + ": " + problem);
  }
}
