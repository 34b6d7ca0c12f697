package io.spirt.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A peer announces itself: who it is and where it can be reached. The payload of a signed envelope.
 *
 * @param rank the sender
 * @param publicKey base64 of its X.509 SubjectPublicKeyInfo
 * @param host of its database
 * @param port of its database
 * @param certificateAuthority PEM of the authority behind the database's TLS certificate, or null
 *     for a connection without TLS
 * @param joinRequestQueueUrl where the receiver announces itself in turn
 * @param passwordQueueUrl where it wants the password of its database user
 * @param syncQueueUrl its sync inbox
 * @param answer true if this answers the receiver's own announcement, and needs none in turn
 */
public record JoinRequest(
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "publicKey", required = true) String publicKey,
    @JsonProperty(value = "host", required = true) String host,
    @JsonProperty(value = "port", required = true) int port,
    @JsonProperty("certificateAuthority") String certificateAuthority,
    @JsonProperty(value = "joinRequestQueueUrl", required = true) String joinRequestQueueUrl,
    @JsonProperty(value = "passwordQueueUrl", required = true) String passwordQueueUrl,
    @JsonProperty(value = "syncQueueUrl", required = true) String syncQueueUrl,
    @JsonProperty(value = "answer", required = true) boolean answer) {

  private static final int MOST_PORT = 65_535;
  private static final int MOST_TEXT = 8_192;

  /** The request as JSON text. */
  public String encode() {
    return StrictJson.write(this);
  }

  /** The request, or empty if the text is not one: a message is input and never fatal. */
  public static Optional<JoinRequest> decode(String text) {
    return StrictJson.read(text, JoinRequest.class).filter(JoinRequest::isSound);
  }

  private boolean isSound() {
    return rank >= 0
        && port > 0
        && port <= MOST_PORT
        && isText(publicKey)
        && isText(host)
        && (certificateAuthority == null || isText(certificateAuthority))
        && isText(joinRequestQueueUrl)
        && isText(passwordQueueUrl)
        && isText(syncQueueUrl);
  }

  private static boolean isText(String text) {
    return text != null && !text.isBlank() && text.length() <= MOST_TEXT;
  }
}
