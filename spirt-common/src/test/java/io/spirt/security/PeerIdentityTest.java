package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerIdentityTest {
  private static final String LABEL = PeerIdentity.passwordLabel("demo", 0, 1);

  private final PeerIdentity sender = Peers.IDENTITIES.get(0);
  private final PeerIdentity receiver = Peers.IDENTITIES.get(1);

  @TempDir private Path folder;

  private FileKeyService keys() {
    FileKeyService keys = new FileKeyService(folder.resolve("keys"), Peers.random(3));
    keys.createKey("peer-0", Peers.random(4));
    keys.createKey("peer-1", Peers.random(5));
    return keys;
  }

  private static RSAPublicKey jdkPublicKey(PeerIdentity identity) throws Exception {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(identity.publicKey())));
  }

  private static RSAPrivateCrtKey jdkPrivateKey(PeerIdentity identity) throws Exception {
    return (RSAPrivateCrtKey)
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(PlainKeyService.pkcs8(identity)));
  }

  private static Cipher jdkOaep(int mode, java.security.Key key, String label) throws Exception {
    Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
    oaep.init(
        mode,
        key,
        new OAEPParameterSpec(
            "SHA-256",
            "MGF1",
            MGF1ParameterSpec.SHA256,
            new PSource.PSpecified(label.getBytes(StandardCharsets.UTF_8))));
    return oaep;
  }

  @Test
  void hasAKeyPairThatTheJdkReads() throws Exception {
    RSAPublicKey publicKey = jdkPublicKey(sender);
    RSAPrivateCrtKey privateKey = jdkPrivateKey(sender);
    assertThat(publicKey.getModulus().bitLength()).isEqualTo(2048);
    assertThat(publicKey.getPublicExponent()).isEqualTo(65_537);
    assertThat(privateKey.getModulus()).isEqualTo(publicKey.getModulus());
    assertThat(privateKey.getPrimeP().multiply(privateKey.getPrimeQ()))
        .isEqualTo(publicKey.getModulus());
    assertThat(Base64.getEncoder().encodeToString(publicKey.getEncoded()))
        .isEqualTo(sender.publicKey());
  }

  @Test
  void followsFromItsRandomNumbers() {
    assertThat(PeerIdentity.generate(Peers.random(10)).publicKey()).isEqualTo(sender.publicKey());
    assertThat(receiver.publicKey()).isNotEqualTo(sender.publicKey());
  }

  @Test
  void comesBackFromItsSealedText() throws Exception {
    FileKeyService keys = keys();
    String sealed = sender.seal(keys, "peer-0", "demo", 0);
    PeerIdentity opened = PeerIdentity.open(sealed, keys, "peer-0", "demo", 0);
    assertThat(opened.publicKey()).isEqualTo(sender.publicKey());
    assertThat(PlainKeyService.pkcs8(opened)).isEqualTo(PlainKeyService.pkcs8(sender));
    assertThat(opened.passwordFor("demo", 1, receiver.publicKey()))
        .isEqualTo(sender.passwordFor("demo", 1, receiver.publicKey()));
    assertThat(sender.seal(keys, "peer-0", "demo", 0)).isNotEqualTo(sealed);
  }

  @Test
  void fitsIntoWhatKmsEncrypts() {
    assertThat(32 + PlainKeyService.pkcs8(sender).length).isLessThan(KeyService.MOST_BYTES / 2);
  }

  @Test
  void opensUnderItsOwnKeyJobAndRankOnly() {
    FileKeyService keys = keys();
    String sealed = sender.seal(keys, "peer-0", "demo", 0);
    assertDoesNotOpen(sealed, keys, "peer-1", "demo", 0);
    assertDoesNotOpen(sealed, keys, "peer-2", "demo", 0);
    assertDoesNotOpen(sealed, keys, "peer-0", "demo2", 0);
    assertDoesNotOpen(sealed, keys, "peer-0", "demo", 1);
    assertDoesNotOpen("B" + sealed.substring(1), keys, "peer-0", "demo", 0);
    assertDoesNotOpen(sealed.substring(1), keys, "peer-0", "demo", 0);
    assertDoesNotOpen("", keys, "peer-0", "demo", 0);
    assertDoesNotOpen(null, keys, "peer-0", "demo", 0);
  }

  private static void assertDoesNotOpen(
      String sealed, KeyService keys, String keyId, String job, int rank) {
    assertThatThrownBy(() -> PeerIdentity.open(sealed, keys, keyId, job, rank))
        .isInstanceOfSatisfying(KeyServiceException.class, e -> assertThat(e.mayPass()).isFalse());
  }

  @Test
  void opensAKeyPairOfTheJdk() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    byte[] plaintext = new byte[32 + pkcs8.length];
    System.arraycopy(pkcs8, 0, plaintext, 32, pkcs8.length);
    PeerIdentity identity =
        PeerIdentity.open(StrictBase64.encode(plaintext), new PlainKeyService(), "key", "demo", 0);
    assertThat(Base64.getDecoder().decode(identity.publicKey()))
        .isEqualTo(pair.getPublic().getEncoded());
  }

  static Stream<byte[]> plaintextsThatAreNone() throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    byte[] other = ec.generateKeyPair().getPrivate().getEncoded();
    byte[] withSeed = new byte[32 + other.length];
    System.arraycopy(other, 0, withSeed, 32, other.length);
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    byte[] weak = small.generateKeyPair().getPrivate().getEncoded();
    byte[] weakWithSeed = new byte[32 + weak.length];
    System.arraycopy(weak, 0, weakWithSeed, 32, weak.length);
    return Stream.of(
        new byte[1], new byte[31], new byte[32], new byte[1250], withSeed, weakWithSeed);
  }

  @ParameterizedTest
  @MethodSource("plaintextsThatAreNone")
  void doesNotOpenWhatIsNoIdentity(byte[] plaintext) {
    assertDoesNotOpen(StrictBase64.encode(plaintext), new PlainKeyService(), "key", "demo", 0);
  }

  @Test
  void givesThePasswordThatTheJdkDerives() throws Exception {
    byte[] publicKey = receiver.publicKey().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer about = ByteBuffer.allocate(16 + 4 + 4 + 4 + 4 + publicKey.length);
    about.put("SPIRT password 1".getBytes(StandardCharsets.US_ASCII));
    about.putInt(4).put("demo".getBytes(StandardCharsets.US_ASCII));
    about.putInt(1);
    about.putInt(publicKey.length).put(publicKey);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(PlainKeyService.seed(sender), "HmacSHA256"));
    assertThat(sender.passwordFor("demo", 1, receiver.publicKey()))
        .isEqualTo(HexFormat.of().formatHex(mac.doFinal(about.array())));
  }

  @Test
  void givesEveryPeerAPasswordOfItsOwn() {
    assertThat(
            Stream.of(
                sender.passwordFor("demo", 1, receiver.publicKey()),
                sender.passwordFor("demo", 2, receiver.publicKey()),
                sender.passwordFor("demo2", 1, receiver.publicKey()),
                sender.passwordFor("demo", 1, sender.publicKey()),
                receiver.passwordFor("demo", 1, receiver.publicKey())))
        .doesNotHaveDuplicates()
        .allMatch(password -> password.matches("[0-9a-f]{64}"));
  }

  @Test
  void decryptsWhatWasEncryptedForIt() {
    String password = sender.passwordFor("demo", 1, receiver.publicKey());
    String ciphertext =
        PeerIdentity.encryptFor(receiver.publicKey(), LABEL, password, Peers.random(6));
    assertThat(ciphertext).doesNotContain(password);
    assertThat(receiver.decrypt(ciphertext, LABEL)).isEqualTo(password);
    assertThat(PeerIdentity.encryptFor(receiver.publicKey(), LABEL, password, Peers.random(7)))
        .isNotEqualTo(ciphertext);
  }

  @Test
  void encryptsWhatTheJdkDecrypts() throws Exception {
    String ciphertext =
        PeerIdentity.encryptFor(receiver.publicKey(), LABEL, "a secret", Peers.random(6));
    Cipher jdk = jdkOaep(Cipher.DECRYPT_MODE, jdkPrivateKey(receiver), LABEL);
    assertThat(jdk.doFinal(Base64.getDecoder().decode(ciphertext)))
        .isEqualTo("a secret".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void decryptsWhatTheJdkEncrypted() throws Exception {
    Cipher jdk = jdkOaep(Cipher.ENCRYPT_MODE, jdkPublicKey(receiver), LABEL);
    byte[] ciphertext = jdk.doFinal("a secret".getBytes(StandardCharsets.UTF_8));
    assertThat(receiver.decrypt(StrictBase64.encode(ciphertext), LABEL)).isEqualTo("a secret");
  }

  @Test
  void encryptsUpToWhatTheKeyHolds() {
    String longest = "x".repeat(190);
    assertThat(
            receiver.decrypt(
                PeerIdentity.encryptFor(receiver.publicKey(), "", longest, Peers.random(6)), ""))
        .isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PeerIdentity.encryptFor(receiver.publicKey(), "", longest + "x", Peers.random(6)))
        .withMessage("a secret has 191 bytes, this key encrypts 190 at most");
  }

  @Test
  void decryptsNothingThatIsForSomebodyElse() {
    String ciphertext =
        PeerIdentity.encryptFor(receiver.publicKey(), LABEL, "a secret", Peers.random(6));
    byte[] bytes = StrictBase64.decode(ciphertext);
    byte[] flipped = bytes.clone();
    flipped[100] ^= 1;
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) 0xff);
    assertUndecipherable(sender, ciphertext, LABEL);
    assertUndecipherable(receiver, ciphertext, PeerIdentity.passwordLabel("demo", 2, 1));
    assertUndecipherable(receiver, ciphertext, PeerIdentity.passwordLabel("demo", 1, 0));
    assertUndecipherable(receiver, ciphertext, PeerIdentity.passwordLabel("demo2", 0, 1));
    assertUndecipherable(receiver, ciphertext, "");
    assertUndecipherable(receiver, StrictBase64.encode(flipped), LABEL);
    assertUndecipherable(receiver, StrictBase64.encode(Arrays.copyOf(bytes, 255)), LABEL);
    assertUndecipherable(receiver, StrictBase64.encode(Arrays.copyOf(bytes, 257)), LABEL);
    assertUndecipherable(receiver, StrictBase64.encode(new byte[256]), LABEL);
    assertUndecipherable(receiver, StrictBase64.encode(ones), LABEL);
    assertUndecipherable(receiver, "", LABEL);
    assertUndecipherable(receiver, "not base64", LABEL);
    assertUndecipherable(receiver, null, LABEL);
  }

  private static void assertUndecipherable(PeerIdentity identity, String ciphertext, String label) {
    assertThatThrownBy(() -> identity.decrypt(ciphertext, label))
        .isInstanceOf(UndecipherableException.class)
        .hasMessage("a ciphertext is not for this key and label")
        .hasNoCause();
  }

  @Test
  void encryptsForAcceptableKeysOnly() {
    assertThatThrownBy(() -> PeerIdentity.encryptFor("no key", LABEL, "x", Peers.random(6)))
        .isInstanceOf(MalformedKeyException.class);
  }

  @Test
  void labelsDifferInJobSenderAndReceiver() {
    assertThat(
            Stream.of(
                PeerIdentity.passwordLabel("a", 1, 2),
                PeerIdentity.passwordLabel("a", 2, 1),
                PeerIdentity.passwordLabel("a", 11, 2),
                PeerIdentity.passwordLabel("a", 1, 12),
                PeerIdentity.passwordLabel("2/a", 1, 1),
                PeerIdentity.passwordLabel("b", 1, 2)))
        .doesNotHaveDuplicates();
  }
}
