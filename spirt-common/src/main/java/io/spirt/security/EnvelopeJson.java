package io.spirt.security;

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

/** Envelopes as JSON objects of exactly their eight fields, each of its own JSON type. */
final class EnvelopeJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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

  private EnvelopeJson() {}

  /** The JSON object, before it is known to be sound. */
  private record Wire(
      @JsonProperty(value = "job", required = true) String job,
      @JsonProperty(value = "sender", required = true) int sender,
      @JsonProperty(value = "receiver", required = true) int receiver,
      @JsonProperty(value = "purpose", required = true) String purpose,
      @JsonProperty(value = "nonce", required = true) String nonce,
      @JsonProperty(value = "timeMillis", required = true) long timeMillis,
      @JsonProperty(value = "payload", required = true) String payload,
      @JsonProperty(value = "signature", required = true) String signature) {}

  static String write(Envelope envelope) {
    String text;
    try {
      text =
          JSON.writeValueAsString(
              new Wire(
                  envelope.job(),
                  envelope.sender(),
                  envelope.receiver(),
                  envelope.purpose().word(),
                  envelope.nonce(),
                  envelope.timeMillis(),
                  envelope.payload(),
                  envelope.signature()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    if (text.length() > Envelope.MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "an envelope has %d characters of JSON, %d are the most; its payload has %d"
              .formatted(text.length(), Envelope.MOST_CHARACTERS, envelope.payload().length()));
    }
    return text;
  }

  static Envelope read(String text) throws RefusedMessageException {
    if (text == null) {
      throw new RefusedMessageException(Refusal.MALFORMED, "there is no text");
    }
    if (text.length() > Envelope.MOST_CHARACTERS) {
      throw new RefusedMessageException(
          Refusal.OVERSIZED,
          "%d characters, %d are the most".formatted(text.length(), Envelope.MOST_CHARACTERS));
    }
    Wire wire = parse(text);
    Purpose purpose =
        Purpose.of(wire.purpose())
            .orElseThrow(
                () -> new RefusedMessageException(Refusal.MALFORMED, "no such purpose is known"));
    try {
      return new Envelope(
          wire.job(),
          wire.sender(),
          wire.receiver(),
          purpose,
          wire.nonce(),
          wire.timeMillis(),
          wire.payload(),
          wire.signature());
    } catch (IllegalArgumentException e) {
      throw new RefusedMessageException(Refusal.MALFORMED, e.getMessage());
    }
  }

  private static Wire parse(String text) throws RefusedMessageException {
    Wire wire;
    try {
      wire = JSON.readValue(text, Wire.class);
    } catch (JsonProcessingException e) {
      // Not its message: that quotes the text, which anybody may have written.
      throw new RefusedMessageException(Refusal.MALFORMED, "the text is not an envelope's JSON");
    }
    if (wire == null) {
      throw new RefusedMessageException(Refusal.MALFORMED, "the text is null in JSON");
    }
    return wire;
  }
}
