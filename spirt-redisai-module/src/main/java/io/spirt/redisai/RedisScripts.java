package io.spirt.redisai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The Lua scripts that run inside a peer's database. The comment at the head of each script is its
 * contract: keys, arguments, result and errors.
 *
 * <p>A caller sends {@code EVALSHA} with {@link #sha1()} and, when the server answers {@code
 * NOSCRIPT}, {@code EVAL} with {@link #text()}.
 */
public enum RedisScripts {
  /** Averages the gradients, and buffers, of one peer's batches of one round. */
  AVERAGE("average.lua"),
  /** Moves the model from version v to v + 1, exactly once. */
  UPDATE("update.lua");

  private final String text;
  private final String sha1;

  RedisScripts(String resource) {
    this.text = read(resource);
    this.sha1 = sha1Of(text);
  }

  /** The script itself. */
  public String text() {
    return text;
  }

  /** SHA-1 of the text in UTF-8, as 40 lower-case hexadecimal digits: its name for EVALSHA. */
  public String sha1() {
    return sha1;
  }

  private static String read(String resource) {
    try (InputStream stream = RedisScripts.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "script " + resource + " is not in the jar of spirt-redisai-module: rebuild it");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read script " + resource, e);
    }
  }

  private static String sha1Of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
