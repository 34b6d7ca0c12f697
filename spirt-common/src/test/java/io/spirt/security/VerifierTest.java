package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signer signs and a verifier accepts, also against the JDK's own RSASSA-PSS. */
class VerifierTest {
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final Envelope message =
      Peers.signer(0).sign("demo", 0, 1, Purpose.COMPLETION, "{\"round\":3}");
  private final Envelope kept =
      Peers.signer(0).sign("demo", 0, Envelope.EVERYONE, Purpose.COMPLETION, "{\"round\":3}");

  private static Refusal refusal(
      Verifier verifier, Envelope envelope, String job, int receiver, Purpose purpose, String key) {
    return catchThrowableOfType(
            RefusedMessageException.class,
            () -> verifier.verify(envelope, job, receiver, purpose, key))
        .reason();
  }

  private static Verifier at(Instant now) {
    return new Verifier(Peers.SECRET, InstantSource.fixed(now), Peers.MOST_AGE);
  }

  /** Canonical bytes and their HMAC, by the JDK. */
  private static byte[] signed(Envelope envelope) throws Exception {
    byte[] canonical = envelope.canonicalBytes();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(Peers.SECRET.text()), "HmacSHA256"));
    byte[] hmac = mac.doFinal(canonical);
    byte[] signed = new byte[canonical.length + hmac.length];
    System.arraycopy(canonical, 0, signed, 0, canonical.length);
    System.arraycopy(hmac, 0, signed, canonical.length, hmac.length);
    return signed;
  }

  private static byte[] signedByTheJdk(int rank, byte[] bytes) throws Exception {
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(PlainKeyService.pkcs8(Peers.IDENTITIES.get(rank))));
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(PSS);
    signature.initSign(key);
    signature.update(bytes);
    return signature.sign();
  }

  private static Envelope with(Envelope envelope, byte[] signature) {
    return new Envelope(
        envelope.job(),
        envelope.sender(),
        envelope.receiver(),
        envelope.purpose(),
        envelope.nonce(),
        envelope.timeMillis(),
        envelope.payload(),
        StrictBase64.encode(signature));
  }

  @Test
  void acceptsWhatWasSigned() throws RefusedMessageException {
    Envelope received = Envelope.decode(message.encode());
    Peers.VERIFIER.verify(received, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0));
    assertThat(Peers.VERIFIER.isSignedBy(received, Peers.publicKey(0))).isTrue();
  }

  @Test
  void signsWhatTheJdkVerifies() throws Exception {
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(Peers.publicKey(0))));
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(PSS);
    signature.initVerify(key);
    signature.update(signed(message));
    assertThat(signature.verify(Base64.getDecoder().decode(message.signature()))).isTrue();
  }

  @Test
  void acceptsWhatTheJdkSigned() throws Exception {
    Envelope jdks = with(message, signedByTheJdk(0, signed(message)));
    Peers.VERIFIER.verify(jdks, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0));
  }

  /** One signature in 256 starts with a zero; the same number without it is another text. */
  @Test
  void refusesASignatureWithoutItsLeadingZero() {
    Signer signer = Peers.signer(0);
    Envelope envelope = signer.sign("demo", 0, 1, Purpose.COMPLETION, "");
    while (StrictBase64.decode(envelope.signature())[0] != 0) {
      envelope = signer.sign("demo", 0, 1, Purpose.COMPLETION, "");
    }
    assertThat(Peers.VERIFIER.isSignedBy(envelope, Peers.publicKey(0))).isTrue();
    byte[] signature = StrictBase64.decode(envelope.signature());
    byte[] shorter = Arrays.copyOfRange(signature, 1, signature.length);
    byte[] longer = new byte[signature.length + 1];
    System.arraycopy(signature, 0, longer, 1, signature.length);
    assertThat(Peers.VERIFIER.isSignedBy(with(envelope, shorter), Peers.publicKey(0))).isFalse();
    assertThat(Peers.VERIFIER.isSignedBy(with(envelope, longer), Peers.publicKey(0))).isFalse();
  }

  @Test
  void refusesASignatureThatTheSharedSecretDidNotEnter() throws Exception {
    Envelope outsiders = with(message, signedByTheJdk(0, message.canonicalBytes()));
    assertThat(
            refusal(Peers.VERIFIER, outsiders, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0)))
        .isEqualTo(Refusal.ALTERED);
  }

  @Test
  void refusesAnotherSharedSecret() {
    Verifier other =
        new Verifier(
            SharedSecret.generate(Peers.random(2)), InstantSource.fixed(Peers.NOW), Peers.MOST_AGE);
    assertThat(refusal(other, message, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0)))
        .isEqualTo(Refusal.ALTERED);
  }

  @Test
  void refusesAnotherPeersKey() {
    assertThat(refusal(Peers.VERIFIER, message, "demo", 1, Purpose.COMPLETION, Peers.publicKey(1)))
        .isEqualTo(Refusal.ALTERED);
    assertThat(Peers.VERIFIER.isSignedBy(message, Peers.publicKey(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "other, 1, COMPLETION",
    "demo, 0, COMPLETION",
    "demo, -1, COMPLETION",
    "demo, 1, PASSWORD",
    "demo, 1, JOIN_REQUEST"
  })
  void refusesWhatIsForSomebodyElse(String job, int receiver, Purpose purpose) {
    assertThat(refusal(Peers.VERIFIER, message, job, receiver, purpose, Peers.publicKey(0)))
        .isEqualTo(Refusal.MISADDRESSED);
  }

  @ParameterizedTest
  @CsvSource({
    "-60001, EXPIRED",
    "-60000,",
    "0,",
    "900000,",
    "900001, EXPIRED",
  })
  void acceptsFifteenMinutesOfAgeAndOneOfFuture(long laterMillis, Refusal expected) {
    Verifier verifier = at(Peers.NOW.plusMillis(laterMillis));
    RefusedMessageException refused =
        catchThrowableOfType(
            RefusedMessageException.class,
            () -> verifier.verify(message, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0)));
    assertThat(refused == null ? null : refused.reason()).isEqualTo(expected);
  }

  @Test
  void refusesTheEndOfTimeWithoutOverflow() {
    Envelope late =
        new Envelope(
            "demo",
            0,
            1,
            Purpose.COMPLETION,
            message.nonce(),
            Long.MAX_VALUE,
            "",
            message.signature());
    assertThat(refusal(Peers.VERIFIER, late, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0)))
        .isEqualTo(Refusal.EXPIRED);
  }

  @Test
  void saysHowLongNoncesMustBeRemembered() {
    assertThat(Peers.VERIFIER.nonceLifetime()).isEqualTo(Duration.ofMinutes(16));
  }

  @Test
  void acceptsWhatIsKeptWhateverItsAge() throws RefusedMessageException {
    at(Peers.NOW.plus(Duration.ofDays(400)))
        .verifyKept(kept, "demo", Purpose.COMPLETION, Peers.publicKey(0));
  }

  @Test
  void doesNotTakeAMessageForOneThatIsKeptNorTheOtherWayRound() {
    assertThat(
            catchThrowableOfType(
                    RefusedMessageException.class,
                    () ->
                        Peers.VERIFIER.verifyKept(
                            message, "demo", Purpose.COMPLETION, Peers.publicKey(0)))
                .reason())
        .isEqualTo(Refusal.MISADDRESSED);
    assertThat(refusal(Peers.VERIFIER, kept, "demo", 1, Purpose.COMPLETION, Peers.publicKey(0)))
        .isEqualTo(Refusal.MISADDRESSED);
  }

  @Test
  void refusesWhatIsKeptByAnotherPeer() {
    assertThat(
            catchThrowableOfType(
                    RefusedMessageException.class,
                    () ->
                        Peers.VERIFIER.verifyKept(
                            kept, "demo", Purpose.COMPLETION, Peers.publicKey(2)))
                .reason())
        .isEqualTo(Refusal.ALTERED);
  }

  @Test
  void looksAtTheAddressThenTheTimeThenTheSignature() {
    Verifier late = at(Peers.NOW.plus(Duration.ofDays(1)));
    assertThat(refusal(late, message, "demo", 2, Purpose.COMPLETION, "no key"))
        .isEqualTo(Refusal.MISADDRESSED);
    assertThat(refusal(late, message, "demo", 1, Purpose.COMPLETION, "no key"))
        .isEqualTo(Refusal.EXPIRED);
    assertThat(refusal(Peers.VERIFIER, message, "demo", 1, Purpose.COMPLETION, "no key"))
        .isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(Peers.VERIFIER, message, "demo", 1, Purpose.COMPLETION, null))
        .isEqualTo(Refusal.MALFORMED);
    assertThat(Peers.VERIFIER.isSignedBy(message, "no key")).isFalse();
  }

  @Test
  void isEvidenceWhoeverReceivedItAndWhenever() {
    Verifier later = at(Peers.NOW.plus(Duration.ofDays(1)));
    assertThat(later.isSignedBy(message, Peers.publicKey(0))).isTrue();
    assertThat(later.isSignedBy(kept, Peers.publicKey(0))).isTrue();
  }

  @Test
  void signsWithAnotherNonceEachTime() {
    Signer signer = Peers.signer(2);
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Envelope envelope = signer.sign("demo", 2, 0, Purpose.COMPLETION, "");
      nonces.add(envelope.nonce());
      assertThat(envelope.timeMillis()).isEqualTo(Peers.NOW.toEpochMilli());
    }
    assertThat(nonces).hasSize(50);
  }

  @Test
  void signsNothingThatNobodyWouldRead() {
    Signer signer = Peers.signer(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign("demo", 0, 1, Purpose.COMPLETION, "\ud800"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign("", 0, 1, Purpose.COMPLETION, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign("demo", -1, 1, Purpose.COMPLETION, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign("demo", 0, -2, Purpose.COMPLETION, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                signer.sign(
                    "demo", 0, 1, Purpose.COMPLETION, "x".repeat(Envelope.MOST_CHARACTERS + 1)));
  }

  @Test
  void keepsAPayloadOfAnyText() {
    String payload = "\u0000\n\"\\ \u2028 é 漢 \ud83d\ude00 </script>";
    Envelope envelope = Peers.signer(1).sign("demo", 1, 0, Purpose.PASSWORD, payload);
    assertThatCode(
            () -> {
              Envelope received = Envelope.decode(envelope.encode());
              assertThat(received.payload()).isEqualTo(payload);
              Peers.VERIFIER.verify(received, "demo", 0, Purpose.PASSWORD, Peers.publicKey(1));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void refusesANegativeAge() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Verifier(Peers.SECRET, InstantSource.fixed(Peers.NOW), Duration.ofMillis(-1)));
  }
}
