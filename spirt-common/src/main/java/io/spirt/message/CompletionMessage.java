package io.spirt.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Says that a peer's average of a round is ready to be fetched, and from what it was made. The
 * payload of a signed envelope, which names the job and the sender.
 *
 * @param round the round, from 0
 * @param rank the sender
 * @param digest of the average as it is fetched, which a job may want encoded; whoever fetches it
 *     checks it against this
 * @param buffersDigest of the average's buffers; empty for a model without
 * @param paramsDigest of the params that the gradients belong to
 * @param viewDigest of the view that the sender's batches follow from
 */
public record CompletionMessage(
    @JsonProperty(value = "round", required = true) int round,
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "digest", required = true) String digest,
    @JsonProperty(value = "buffersDigest", required = true) String buffersDigest,
    @JsonProperty(value = "paramsDigest", required = true) String paramsDigest,
    @JsonProperty(value = "viewDigest", required = true) String viewDigest) {

  private static final String DIGEST = "[0-9a-f]{64}";

  /** The message as JSON text. */
  public String encode() {
    return StrictJson.write(this);
  }

  /** What the sender says of its average. */
  @JsonIgnore
  public String claim() {
    return digest + "/" + buffersDigest;
  }

  /** What honest peers have in common when they enter a round: params and view. */
  @JsonIgnore
  public String state() {
    return paramsDigest + "/" + viewDigest;
  }

  /** The message, or empty if the text is not one: a message is input and never fatal. */
  public static Optional<CompletionMessage> decode(String text) {
    return StrictJson.read(text, CompletionMessage.class).filter(CompletionMessage::isSound);
  }

  private boolean isSound() {
    return round >= 0
        && rank >= 0
        && isDigest(digest)
        && ("".equals(buffersDigest) || isDigest(buffersDigest))
        && isDigest(paramsDigest)
        && isDigest(viewDigest);
  }

  private static boolean isDigest(String text) {
    return text != null && text.matches(DIGEST);
  }
}
