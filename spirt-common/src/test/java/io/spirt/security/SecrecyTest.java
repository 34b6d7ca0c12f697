package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spirt.security.CertificateAuthority.ServerCertificate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for secrets in everything that could reach a log. */
class SecrecyTest {
  private static final String LABEL = PeerIdentity.passwordLabel("demo", 0, 1);

  private final PeerIdentity identity = Peers.IDENTITIES.get(0);
  private final String password = identity.passwordFor("demo", 1, Peers.publicKey(1));
  private final List<String> secrets = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  /** Every form in which bytes are likely to be printed, by a part that is long enough. */
  private void isSecret(byte[] bytes) {
    secrets.add(HexFormat.of().formatHex(bytes));
    secrets.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    secrets.add(Arrays.toString(bytes));
    secrets.add(new BigInteger(1, bytes).toString());
    secrets.add(new BigInteger(1, bytes).toString(16));
  }

  private void sees(Object shown) {
    seen.add(String.valueOf(shown));
  }

  /** Message, causes and all, as a log prints them. */
  private void fails(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isNotNull();
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    sees(text);
  }

  @Test
  void nothingThatIsPrintedShowsASecret(@TempDir Path folder) throws Exception {
    FileKeyService keys = new FileKeyService(folder);
    keys.createKey("peer-0", Peers.random(1));
    byte[] key = Files.readAllBytes(folder.resolve("peer-0.key"));
    byte[] pkcs8 = PlainKeyService.pkcs8(identity);
    RSAPrivateCrtKey privateKey =
        (RSAPrivateCrtKey)
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    ServerCertificate server =
        CertificateAuthority.create(
                "SPIRT", Peers.random(2), InstantSource.fixed(Peers.NOW), Duration.ofDays(1))
            .issue(List.of("localhost"));

    isSecret(key);
    isSecret(PlainKeyService.seed(identity));
    isSecret(privateKey.getPrivateExponent().toByteArray());
    isSecret(privateKey.getPrimeP().toByteArray());
    isSecret(privateKey.getPrimeQ().toByteArray());
    isSecret(StrictBase64.decode(Peers.SECRET.text()));
    secrets.add(Base64.getEncoder().encodeToString(pkcs8).substring(100, 140));
    secrets.add(password);
    secrets.add(server.privateKeyPem().substring(40, 80));

    Signer signer = Peers.signer(0);
    Envelope envelope = signer.sign("demo", 0, 1, Purpose.PASSWORD, "{}");
    sees(identity);
    sees(Peers.SECRET);
    sees(signer);
    sees(Peers.VERIFIER);
    sees(envelope);
    sees(envelope.encode());
    sees(keys);
    sees(server);
    sees(new KmsKeyService(null));

    String sealed = identity.seal(keys, "peer-0", "demo", 0);
    sees(sealed);
    fails(() -> PeerIdentity.open(sealed, keys, "peer-0", "demo", 1));
    fails(() -> PeerIdentity.open(sealed.substring(4), keys, "peer-0", "demo", 0));
    fails(() -> PeerIdentity.open(sealed + "*", keys, "peer-0", "demo", 0));
    String plain = identity.seal(new PlainKeyService(), "key", "demo", 0);
    fails(
        () -> PeerIdentity.open(plain.substring(0, 400), new PlainKeyService(), "key", "demo", 0));
    fails(() -> PeerIdentity.open(plain.substring(4), new PlainKeyService(), "key", "demo", 0));
    fails(() -> keys.encrypt("peer-0", new byte[5000], Map.of()));
    fails(() -> keys.encrypt("peer-1", key, Map.of()));
    fails(() -> keys.decrypt("peer-0", new byte[100], Map.of()));

    String ciphertext =
        PeerIdentity.encryptFor(Peers.publicKey(1), LABEL, password, Peers.random(3));
    sees(ciphertext);
    fails(() -> identity.decrypt(ciphertext, LABEL));
    fails(() -> Peers.IDENTITIES.get(1).decrypt(ciphertext, "another label"));
    fails(
        () ->
            PeerIdentity.encryptFor(
                Peers.publicKey(1), LABEL, password.repeat(3), Peers.random(3)));
    fails(
        () ->
            PeerIdentity.encryptFor(
                Peers.publicKey(1), LABEL, password + "\ud800", Peers.random(3)));

    String secret = Peers.SECRET.text();
    fails(() -> SharedSecret.of(secret.replace("=", "")));
    fails(() -> SharedSecret.of(secret + secret));
    fails(() -> SharedSecret.of("*" + secret));
    fails(() -> SharedSecret.of(Base64.getEncoder().encodeToString(new byte[31])));

    fails(() -> Envelope.decode(envelope.encode() + password));
    fails(() -> Envelope.decode(envelope.encode().replace("\"{}\"", secret)));
    fails(() -> Peers.VERIFIER.verify(envelope, "demo", 2, Purpose.PASSWORD, ""));
    fails(() -> Peers.VERIFIER.verify(envelope, "demo", 1, Purpose.PASSWORD, secret));
    fails(
        () ->
            Peers.VERIFIER.verify(
                envelope, "demo", 1, Purpose.PASSWORD, Base64.getEncoder().encodeToString(pkcs8)));
    fails(() -> Peers.VERIFIER.verify(envelope, "demo", 1, Purpose.PASSWORD, Peers.publicKey(1)));

    for (String text : seen) {
      for (String one : secrets) {
        assertThat(text.contains(one))
            .as("a text of %d characters shows a secret", text.length())
            .isFalse();
      }
    }
  }

  @Test
  void findsASecretThatIsShown() {
    isSecret(StrictBase64.decode(Peers.SECRET.text()));
    assertThat(secrets).anyMatch(secret -> Peers.SECRET.text().contains(secret));
  }

  @Test
  void aSharedSecretComesBackFromItsText() {
    SharedSecret again = SharedSecret.of(Peers.SECRET.text());
    assertThat(again.text()).isEqualTo(Peers.SECRET.text());
    assertThat(StrictBase64.decode(again.text())).hasSize(32);
    assertThat(SharedSecret.generate(Peers.random(8)).text()).isNotEqualTo(again.text());
  }
}
