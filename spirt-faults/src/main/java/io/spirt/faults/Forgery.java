package io.spirt.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Texts that a receiver has to refuse. */
final class Forgery {
  private static final String HEXADECIMAL = "0123456789abcdef";
  private static final String PRINTABLE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SIGNATURE_BYTES = 384;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Forgery() {}

  /** The text with one of its characters replaced by another one; an empty text grows by one. */
  static String altered(String text, RandomGenerator random) {
    StringBuilder other = new StringBuilder(text.isEmpty() ? " " : text);
    int place = random.nextInt(other.length());
    char now = other.charAt(place);
    if (Character.isSurrogate(now)) {
      // Half of a pair alone is no text. The other half goes with it.
      int first = Character.isLowSurrogate(now) ? place - 1 : place;
      return other.replace(first, first + 2, "x").toString();
    }
    int drawn = random.nextInt(PRINTABLE.length());
    char then = PRINTABLE.charAt(drawn);
    other.setCharAt(place, then == now ? PRINTABLE.charAt((drawn + 1) % PRINTABLE.length()) : then);
    return other.toString();
  }

  /**
   * An envelope of the same shape with a nonce of its own, other digests in its payload and a
   * signature that nobody made; random characters if the text is no envelope.
   */
  static String forged(String text, RandomGenerator random) {
    ObjectNode envelope = envelope(text);
    if (envelope == null) {
      return characters(PRINTABLE, Math.max(1, text.length()), random);
    }
    envelope.put(
        "nonce", characters(HEXADECIMAL, envelope.path("nonce").asText().length(), random));
    envelope.put("payload", withOtherDigests(envelope.path("payload").asText(), random));
    envelope.put("signature", signature(envelope.path("signature").asText(), random));
    return envelope.toString();
  }

  private static ObjectNode envelope(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object && object.has("signature")
          ? object
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Every run of 64 hexadecimal digits becomes another one: that is what a digest looks like. */
  private static String withOtherDigests(String payload, RandomGenerator random) {
    return DIGEST
        .matcher(payload)
        .replaceAll(digest -> characters(HEXADECIMAL, digest.group().length(), random));
  }

  private static String signature(String real, RandomGenerator random) {
    byte[] bytes = new byte[real.isEmpty() ? SIGNATURE_BYTES : decodedLength(real)];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static int decodedLength(String base64) {
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return Math.max(1, base64.length() / 4 * 3 - padding);
  }

  private static String characters(String alphabet, int count, RandomGenerator random) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
