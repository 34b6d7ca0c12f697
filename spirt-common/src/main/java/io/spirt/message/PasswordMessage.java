package io.spirt.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Gives a peer the password of the database user that was made for it alone. The payload of a
 * signed envelope.
 *
 * @param rank the sender, whose database the password opens
 * @param publicKey the receiver's public key that it is encrypted with: a peer that has a new one
 *     knows that this is not for it any more
 * @param ciphertext base64, RSA-OAEP
 */
public record PasswordMessage(
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "publicKey", required = true) String publicKey,
    @JsonProperty(value = "ciphertext", required = true) String ciphertext) {

  /** The message as JSON text. */
  public String encode() {
    return StrictJson.write(this);
  }

  /** The message, or empty if the text is not one: a message is input and never fatal. */
  public static Optional<PasswordMessage> decode(String text) {
    return StrictJson.read(text, PasswordMessage.class)
        .filter(
            message ->
                message.rank >= 0 && message.publicKey != null && message.ciphertext != null);
  }
}
