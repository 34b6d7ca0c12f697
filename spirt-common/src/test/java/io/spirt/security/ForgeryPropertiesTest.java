package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * More than 100,000 texts and envelopes that no peer signed as they are. None is accepted, though
 * each is checked for the very address that it claims with the key of the sender that it claims,
 * and nothing is thrown but a refusal.
 */
class ForgeryPropertiesTest {
  private static final int TRIES = 10_000;
  private static final int ENVELOPES = 60;
  private static final List<Purpose> PURPOSES = List.of(Purpose.values());

  /** Text that JSON readers, UTF-8 and naive comparisons stumble over. */
  private static final List<String> ODD_TEXTS =
      List.of(
          "\u0000",
          " ",
          "\n",
          "\r",
          "\t",
          "\ufeff",
          "\u200b",
          "\u202e",
          "\u0301",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "\uffff",
          "\\",
          "\"",
          "\\u0000",
          "\\ud800",
          "/",
          "'",
          "0",
          "-",
          "1e9",
          "null",
          "[",
          "{",
          "}",
          "]",
          ":",
          ",",
          "é",
          "\u212a");

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1",
          "0.0",
          "1e0",
          "1e-1",
          "1e999999999",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "9".repeat(2000),
          "0x1",
          "NaN",
          "Infinity",
          "\"\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[1]",
          "{\"a\":1}",
          "[".repeat(2000),
          "{\"a\":".repeat(2000),
          "[".repeat(900) + "]".repeat(900),
          "\"" + "x".repeat(2000) + "\"",
          "\"1\"",
          "'a'");

  private static final List<Envelope> GENUINE = genuine();
  private static final Set<Envelope> SIGNED = new HashSet<>(GENUINE);
  private static final List<Envelope> OUTSIDERS = outsiders();

  private static List<Envelope> genuine() {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < ENVELOPES; i++) {
      int sender = i % 3;
      int receiver = (i / 3) % 4 - 1;
      String payload = "{\"round\":%d,\"digest\":\"%s\"}".formatted(i, "ab".repeat(i % 40));
      envelopes.add(Peers.signer(sender).sign("demo", sender, receiver, purpose(i), payload));
    }
    return envelopes;
  }

  /** Well signed, but by somebody who lacks the shared secret, or with a key that is nobody's. */
  private static List<Envelope> outsiders() {
    InstantSource clock = InstantSource.fixed(Peers.NOW);
    SharedSecret guess = SharedSecret.generate(Peers.random(5));
    PeerIdentity stranger = PeerIdentity.generate(Peers.random(6));
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < ENVELOPES; i++) {
      int sender = i % 3;
      Signer signer =
          i % 2 == 0
              ? new Signer(Peers.IDENTITIES.get(sender), guess, Peers.random(200 + i), clock)
              : new Signer(stranger, Peers.SECRET, Peers.random(200 + i), clock);
      envelopes.add(signer.sign("demo", sender, (sender + 1) % 3, purpose(i), "{\"round\":3}"));
    }
    return envelopes;
  }

  private static Purpose purpose(int i) {
    return PURPOSES.get(Math.floorMod(i, PURPOSES.size()));
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The most that can be granted: the address is right, and so is the time. */
  private static void assertRefused(Envelope envelope) {
    assertThat(SIGNED).as("a forgery must not be what was signed").doesNotContain(envelope);
    Verifier verifier =
        new Verifier(Peers.SECRET, InstantSource.fixed(Peers.NOW), Duration.ofDays(1_000_000));
    String key = Peers.publicKey(Math.floorMod(envelope.sender(), 3));
    RefusedMessageException refused =
        catchThrowableOfType(
            RefusedMessageException.class,
            () ->
                verifier.verify(
                    envelope, envelope.job(), envelope.receiver(), envelope.purpose(), key));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isIn(Refusal.ALTERED, Refusal.EXPIRED);
    if (refused.reason() == Refusal.EXPIRED) {
      assertThat(verifier.isSignedBy(envelope, key)).isFalse();
    }
  }

  /** A text that is refused at once or says what nobody signed; or the same thing otherwise. */
  private static void assertRefusedOrSame(String text) {
    Envelope envelope;
    try {
      envelope = Envelope.decode(text);
    } catch (RefusedMessageException e) {
      assertThat(e.reason()).isIn(Refusal.MALFORMED, Refusal.OVERSIZED);
      return;
    }
    if (!SIGNED.contains(envelope)) {
      assertRefused(envelope);
    }
  }

  private static Envelope with(Envelope of, byte[] signature) {
    return with(of, StrictBase64.encode(signature));
  }

  private static Envelope with(Envelope of, String signature) {
    return new Envelope(
        of.job(),
        of.sender(),
        of.receiver(),
        of.purpose(),
        of.nonce(),
        of.timeMillis(),
        of.payload(),
        signature);
  }

  @Property(tries = TRIES)
  void refusesTextsWithFlippedBits(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(one(random, GENUINE).encode());
    for (int flips = random.nextInt(3); flips >= 0; flips--) {
      int at = random.nextInt(text.length());
      text.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(8))));
    }
    assertRefusedOrSame(text.toString());
  }

  @Property(tries = TRIES)
  void refusesTextsThatAreCutOrJoined(@ForAll long seed) {
    Random random = new Random(seed);
    String text = one(random, GENUINE).encode();
    String other = one(random, GENUINE).encode();
    int at = random.nextInt(text.length());
    String changed =
        switch (random.nextInt(6)) {
          case 0 -> text.substring(0, at);
          case 1 -> text.substring(at + 1);
          case 2 -> text.substring(0, at) + other.substring(Math.min(at, other.length()));
          case 3 -> text + other.substring(0, Math.min(at, other.length()));
          case 4 -> text.substring(0, at) + text.substring(at + 1);
          default -> text.substring(0, at) + one(random, ODD_TEXTS) + text.substring(at);
        };
    assertRefusedOrSame(changed);
  }

  @Property(tries = TRIES)
  void refusesFieldsOfOtherEnvelopes(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope one = one(random, GENUINE);
    Envelope other = one(random, GENUINE);
    int taken = 1 + random.nextInt(254);
    Envelope mixed =
        new Envelope(
            (taken & 1) == 0 ? one.job() : one.job() + "2",
            (taken & 2) == 0 ? one.sender() : other.sender(),
            (taken & 4) == 0 ? one.receiver() : other.receiver(),
            (taken & 8) == 0 ? one.purpose() : other.purpose(),
            (taken & 16) == 0 ? one.nonce() : other.nonce(),
            (taken & 32) == 0 ? one.timeMillis() : other.timeMillis(),
            (taken & 64) == 0 ? one.payload() : other.payload(),
            (taken & 128) == 0 ? one.signature() : other.signature());
    if (!SIGNED.contains(mixed)) {
      assertRefused(mixed);
    }
  }

  @Property(tries = TRIES)
  void refusesSignaturesThatAreNone(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope envelope = one(random, GENUINE);
    byte[] genuine = StrictBase64.decode(envelope.signature());
    RSAKeyParameters key = PublicKeys.decode(Peers.publicKey(envelope.sender()));
    BigInteger modulus = key.getModulus();
    BigInteger number = new BigInteger(1, genuine);
    byte[] forged =
        switch (random.nextInt(10)) {
          case 0 -> fixed(modulus.subtract(number), 256);
          case 1 -> fixed(number.multiply(number).mod(modulus), 256);
          case 2 -> fixed(modulus.subtract(BigInteger.valueOf(random.nextInt(3) - 1)), 256);
          case 3 -> fixed(BigInteger.valueOf(random.nextInt(3)), 256);
          case 4 -> Arrays.copyOf(genuine, 1 + random.nextInt(genuine.length - 1));
          case 5 -> Arrays.copyOf(genuine, genuine.length + 1 + random.nextInt(256));
          case 6 -> fixed(number, 257 + random.nextInt(256));
          case 7 -> fixed(number.add(modulus), 257);
          case 8 -> random(random, 256);
          default -> flipped(random, genuine);
        };
    assertRefused(with(envelope, forged));
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] shortest = number.toByteArray();
    byte[] bytes = new byte[length];
    int count = Math.min(shortest.length, length);
    System.arraycopy(shortest, shortest.length - count, bytes, length - count, count);
    return bytes;
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] flipped(Random random, byte[] genuine) {
    byte[] bytes = genuine.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  /** A genuine envelope, unchanged, that reaches somebody else or stands for something else. */
  @Property(tries = TRIES)
  void refusesWhatIsReplayedToAnotherAddress(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope envelope = one(random, GENUINE);
    String job = random.nextInt(3) == 0 ? "demo2" : "demo";
    int receiver = random.nextInt(5) - 1;
    Purpose purpose = one(random, PURPOSES);
    int sender = random.nextInt(3);
    boolean rightAddress =
        job.equals("demo") && receiver == envelope.receiver() && purpose == envelope.purpose();
    RefusedMessageException refused =
        catchThrowableOfType(
            RefusedMessageException.class,
            () -> Peers.VERIFIER.verify(envelope, job, receiver, purpose, Peers.publicKey(sender)));
    if (!rightAddress) {
      assertThat(refused.reason()).isEqualTo(Refusal.MISADDRESSED);
    } else if (sender != envelope.sender()) {
      assertThat(refused.reason()).isEqualTo(Refusal.ALTERED);
    } else {
      assertThat(refused).isNull();
    }
  }

  @Property(tries = TRIES)
  void refusesGenuineEnvelopesAtOtherTimes(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope envelope = one(random, GENUINE);
    long age = Peers.MOST_AGE.toMillis();
    long late = age + 1 + (random.nextLong() >>> (4 + random.nextInt(56)));
    long early = Verifier.MOST_AHEAD.toMillis() + 1 + random.nextInt(2_000_000_000);
    long now = envelope.timeMillis() + (random.nextBoolean() ? -early : late);
    Verifier verifier =
        new Verifier(Peers.SECRET, InstantSource.fixed(Instant.ofEpochMilli(now)), Peers.MOST_AGE);
    RefusedMessageException refused =
        catchThrowableOfType(
            RefusedMessageException.class,
            () ->
                verifier.verify(
                    envelope,
                    "demo",
                    envelope.receiver(),
                    envelope.purpose(),
                    Peers.publicKey(envelope.sender())));
    assertThat(refused.reason()).isEqualTo(Refusal.EXPIRED);
  }

  @Property(tries = TRIES)
  void refusesOtherNumbersAndNonces(@ForAll long seed, @ForAll int number, @ForAll long time) {
    Random random = new Random(seed);
    Envelope of = one(random, GENUINE);
    int part = random.nextInt(4);
    String nonce = new BigInteger(1, random(random, 16)).setBit(127).toString(16);
    Envelope forged =
        new Envelope(
            of.job(),
            part == 0 ? Math.abs(number % 1000) + 3 : of.sender(),
            part == 1 ? Math.abs(number % 1000) + 3 : of.receiver(),
            of.purpose(),
            part == 2 ? nonce : of.nonce(),
            part == 3 ? near(of.timeMillis(), time) : of.timeMillis(),
            of.payload(),
            of.signature());
    assertRefused(forged);
  }

  /** Another time, most often one that is not yet expired. */
  private static long near(long timeMillis, long time) {
    long moved = timeMillis + time % 60_000;
    return moved == timeMillis ? timeMillis + 1 : moved;
  }

  @Property(tries = TRIES)
  void refusesEditedPayloads(@ForAll long seed, @ForAll char character) {
    Random random = new Random(seed);
    Envelope of = one(random, GENUINE);
    StringBuilder payload = new StringBuilder(of.payload());
    int at = random.nextInt(payload.length());
    switch (random.nextInt(4)) {
      case 0 -> payload.insert(at, one(random, ODD_TEXTS));
      case 1 -> payload.setCharAt(at, payload.charAt(at) == character ? 'z' : character);
      case 2 -> payload.deleteCharAt(at);
      default -> payload.append(one(random, ODD_TEXTS));
    }
    Envelope forged;
    try {
      forged =
          new Envelope(
              of.job(),
              of.sender(),
              of.receiver(),
              of.purpose(),
              of.nonce(),
              of.timeMillis(),
              payload.toString(),
              of.signature());
    } catch (IllegalArgumentException e) {
      // Half of a surrogate pair: no envelope has it, nor does a text that says so.
      String text = of.encode().replace(jsonOf(of.payload()), jsonOf(payload.toString()));
      assertThat(catchThrowableOfType(RefusedMessageException.class, () -> Envelope.decode(text)))
          .isNotNull();
      return;
    }
    assertRefused(forged);
  }

  private static String jsonOf(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Fields that are odd, doubled, missing or new; other forms of the same are not forgeries. */
  @Property(tries = TRIES)
  void refusesJsonThatIsWrittenOtherwise(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope of = one(random, GENUINE);
    List<String> fields =
        new ArrayList<>(
            List.of(
                "\"job\":\"demo\"",
                "\"sender\":" + of.sender(),
                "\"receiver\":" + of.receiver(),
                "\"purpose\":\"" + of.purpose().word() + "\"",
                "\"nonce\":\"" + of.nonce() + "\"",
                "\"timeMillis\":" + of.timeMillis(),
                "\"payload\":\"" + jsonOf(of.payload()) + "\"",
                "\"signature\":\"" + of.signature() + "\""));
    int changed = random.nextInt(fields.size());
    String field = fields.get(changed);
    String name = field.substring(0, field.indexOf(':'));
    switch (random.nextInt(6)) {
      case 0 -> fields.set(changed, name + ":" + one(random, ODD_VALUES));
      case 1 -> fields.remove(changed);
      case 2 -> fields.add(random.nextInt(fields.size()), field);
      case 3 -> fields.add("\"more\":" + one(random, ODD_VALUES));
      case 4 -> fields.set(changed, name + ":" + one(random, ODD_VALUES) + "," + field);
      default -> fields.set(changed, field.replace(name, name.toUpperCase(Locale.ROOT)));
    }
    assertRefusedOrSame("{" + String.join(",", fields) + "}");
  }

  @Property(tries = TRIES)
  void refusesRandomJson(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int parts = 1 + random.nextInt(25); parts > 0; parts--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(one(random, ODD_TEXTS));
        case 1 -> text.append(one(random, ODD_VALUES));
        case 2 -> text.append("\"sender\":");
        default -> text.append((char) random.nextInt(1 << 16));
      }
    }
    assertThat(
            catchThrowableOfType(
                RefusedMessageException.class, () -> Envelope.decode(text.toString())))
        .isNotNull();
  }

  @Property(tries = TRIES)
  void refusesOutsidersWhateverTheyClaim(@ForAll long seed) {
    Random random = new Random(seed);
    Envelope of = one(random, OUTSIDERS);
    Envelope claimed =
        random.nextBoolean()
            ? of
            : new Envelope(
                of.job(),
                random.nextInt(3),
                random.nextInt(4) - 1,
                one(random, PURPOSES),
                of.nonce(),
                of.timeMillis(),
                one(random, GENUINE).payload(),
                of.signature());
    assertRefused(claimed);
  }
}
