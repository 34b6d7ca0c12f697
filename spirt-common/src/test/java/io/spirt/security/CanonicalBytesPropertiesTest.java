package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Different values never have the same bytes. */
class CanonicalBytesPropertiesTest {
  private static final String SIGNATURE = "AAEC";
  private static final List<Purpose> PURPOSES = List.of(Purpose.values());

  /** Few characters, so that the ends of fields could be mistaken for the starts of others. */
  private static final String[] PARTS = {
    "a", "b", "\u0000", "\u0000\u0000\u0000\u0001", "completion", "é", "e\u0301", "\ud83d\ude00"
  };

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(most + 1); parts > 0; parts--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static Envelope envelope(Random random) {
    String digit = random.nextBoolean() ? "0" : "1";
    return new Envelope(
        "j" + text(random, 2),
        random.nextInt(3),
        random.nextInt(3) - 1,
        PURPOSES.get(random.nextInt(PURPOSES.size())),
        digit + "0".repeat(31),
        random.nextInt(2),
        text(random, 3),
        SIGNATURE);
  }

  /** What the bytes say, read by the table in {@link Envelope}. */
  private static Envelope read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] tag = new byte[16];
    buffer.get(tag);
    assertThat(new String(tag, StandardCharsets.US_ASCII)).isEqualTo("SPIRT envelope 1");
    Envelope envelope =
        new Envelope(
            readText(buffer),
            buffer.getInt(),
            buffer.getInt(),
            Purpose.of(readText(buffer)).orElseThrow(),
            readText(buffer),
            buffer.getLong(),
            readText(buffer),
            SIGNATURE);
    assertThat(buffer.remaining()).isZero();
    return envelope;
  }

  private static String readText(ByteBuffer buffer) {
    byte[] text = new byte[buffer.getInt()];
    buffer.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  @Property(tries = 5000)
  void anEnvelopeCanBeReadBackFromItsCanonicalBytes(@ForAll long seed) {
    Envelope envelope = envelope(new Random(seed));
    assertThat(read(envelope.canonicalBytes())).isEqualTo(envelope);
  }

  @Property(tries = 2000)
  void anEnvelopeOfAnyTextCanBeReadBack(@ForAll String job, @ForAll String payload) {
    Envelope envelope;
    try {
      envelope =
          new Envelope(
              job, 0, 1, Purpose.PASSWORD, "0".repeat(32), Long.MAX_VALUE, payload, SIGNATURE);
    } catch (IllegalArgumentException e) {
      return; // Too long, empty, or half of a surrogate pair: no such envelope exists.
    }
    assertThat(read(envelope.canonicalBytes())).isEqualTo(envelope);
  }

  @Property(tries = 5000)
  void twoDifferentEnvelopesHaveDifferentCanonicalBytes(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope one = envelope(random);
    Envelope other = envelope(random);
    assertThat(
            ByteBuffer.wrap(one.canonicalBytes()).equals(ByteBuffer.wrap(other.canonicalBytes())))
        .isEqualTo(one.equals(other));
  }

  @Property(tries = 2000)
  void twoDifferentContextsHaveDifferentBytes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Map<String, String>> contexts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      contexts.add(
          random.nextBoolean()
              ? Map.of(text(random, 2), text(random, 2))
              : Map.of("k" + text(random, 1), text(random, 2), text(random, 0), text(random, 1)));
    }
    assertThat(
            ByteBuffer.wrap(new CanonicalBytes("tag").texts(contexts.get(0)).toBytes())
                .equals(
                    ByteBuffer.wrap(new CanonicalBytes("tag").texts(contexts.get(1)).toBytes())))
        .isEqualTo(contexts.get(0).equals(contexts.get(1)));
  }
}
