package io.spirt.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Says that a peer's average of a round is ready to be fetched.
 *
 * @param run the run
 * @param round the round, from 0
 * @param rank the sender
 * @param digest of the average; whoever fetches it checks it against this
 */
public record CompletionMessage(
    @JsonProperty(value = "run", required = true) String run,
    @JsonProperty(value = "round", required = true) int round,
    @JsonProperty(value = "rank", required = true) int rank,
    @JsonProperty(value = "digest", required = true) String digest) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  /** The message as JSON text. */
  public String encode() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message, or empty if the text is not one: a message is input and never fatal. */
  public static Optional<CompletionMessage> decode(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      CompletionMessage message = JSON.readValue(text, CompletionMessage.class);
      boolean sound =
          message != null
              && message.round >= 0
              && message.rank >= 0
              && message.run != null
              && message.digest != null
              && message.digest.matches("[0-9a-f]{64}");
      return sound ? Optional.of(message) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
