package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ForgeryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void anAlteredTextIsAnotherOneThatStillIsText(@ForAll String text, @ForAll long seed) {
    // A pair of surrogates that is torn apart would not survive the way through UTF-8.
    String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String altered = Forgery.altered(sound, new SplittableRandom(seed));
    assertThat(altered).isNotEqualTo(sound);
    assertThat(new String(altered.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(altered);
  }

  @Property(tries = 100)
  void aForgedEnvelopeHasTheSameShapeAndAnotherSignature(@ForAll long seed)
      throws JsonProcessingException {
    String digest = "0123456789abcdef".repeat(4);
    ObjectNode envelope =
        JSON.createObjectNode()
            .put("job", "small")
            .put("sender", 1)
            .put("receiver", 2)
            .put("purpose", "completion")
            .put("nonce", "0".repeat(32))
            .put("timeMillis", 17)
            .put("payload", "{\"round\":4,\"digest\":\"" + digest + "\"}")
            .put("signature", Base64.getEncoder().encodeToString(new byte[256]));
    JsonNode forged =
        JSON.readTree(Forgery.forged(envelope.toString(), new SplittableRandom(seed)));
    for (String same : new String[] {"job", "sender", "receiver", "purpose", "timeMillis"}) {
      assertThat(forged.get(same)).isEqualTo(envelope.get(same));
    }
    assertThat(forged.size()).isEqualTo(envelope.size());
    assertThat(forged.get("nonce").asText())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(envelope.get("nonce").asText());
    assertThat(Base64.getDecoder().decode(forged.get("signature").asText()))
        .hasSize(256)
        .isNotEqualTo(new byte[256]);
    JsonNode payload = JSON.readTree(forged.get("payload").asText());
    assertThat(payload.get("round").asInt()).isEqualTo(4);
    assertThat(payload.get("digest").asText()).matches("[0-9a-f]{64}").isNotEqualTo(digest);
  }

  @Property(tries = 100)
  void whatIsNoEnvelopeBecomesAnotherTextOfItsLength(@ForAll long seed) {
    String forged = Forgery.forged("no envelope", new SplittableRandom(seed));
    assertThat(forged).hasSize(11).isNotEqualTo("no envelope");
  }
}
