package io.spirt.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * A peer's RSA key pair, and the seed of the passwords that it gives to others. Immutable and
 * thread-safe. Its secrets leave it only encrypted by the peer's own key of a key service.
 */
public final class PeerIdentity {
  private static final int SEED_BYTES = 32;

  /** A composite passes for a prime with a probability of at most two to the minus this. */
  private static final int CERTAINTY = 128;

  private static final int SHA256_BYTES = 32;

  private final byte[] seed;
  private final RSAPrivateCrtKeyParameters privateKey;
  private final String publicKey;

  private PeerIdentity(byte[] seed, RSAPrivateCrtKeyParameters privateKey) {
    this.seed = seed;
    this.privateKey = privateKey;
    this.publicKey =
        PublicKeys.encode(
            new RSAKeyParameters(false, privateKey.getModulus(), privateKey.getPublicExponent()));
  }

  /** A new identity: 2048 bits, public exponent 65537. Takes a good part of a second. */
  public static PeerIdentity generate(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(
            PublicKeys.EXPONENT, random, PublicKeys.FEWEST_BITS, CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new PeerIdentity(seed, (RSAPrivateCrtKeyParameters) pair.getPrivate());
  }

  /** The public key: base64 of its X.509 SubjectPublicKeyInfo in DER. */
  public String publicKey() {
    return publicKey;
  }

  /**
   * The identity as a ciphertext of the peer's own key, in base64: the seed's 32 bytes, then the
   * private key in PKCS#8. Job and rank are the encryption context.
   *
   * @throws KeyServiceException if the key service refuses
   */
  public String seal(KeyService keys, String keyId, String job, int rank) {
    byte[] pkcs8 = pkcs8();
    byte[] plaintext = Arrays.copyOf(seed, SEED_BYTES + pkcs8.length);
    System.arraycopy(pkcs8, 0, plaintext, SEED_BYTES, pkcs8.length);
    try {
      return StrictBase64.encode(keys.encrypt(keyId, plaintext, context(job, rank)));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * The identity that {@link #seal} sealed.
   *
   * @throws KeyServiceException if key, job, rank or text do not fit, or the key service refuses
   */
  public static PeerIdentity open(
      String sealed, KeyService keys, String keyId, String job, int rank) {
    byte[] ciphertext;
    try {
      ciphertext = StrictBase64.decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new KeyServiceException("a sealed identity is not base64", false, null);
    }
    byte[] plaintext = keys.decrypt(keyId, ciphertext, context(job, rank));
    try {
      return read(plaintext, keyId);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static PeerIdentity read(byte[] plaintext, String keyId) {
    try {
      byte[] seed = Arrays.copyOf(plaintext, SEED_BYTES);
      byte[] pkcs8 = Arrays.copyOfRange(plaintext, SEED_BYTES, plaintext.length);
      PeerIdentity identity =
          new PeerIdentity(seed, (RSAPrivateCrtKeyParameters) PrivateKeyFactory.createKey(pkcs8));
      // A key that others would not accept is none.
      PublicKeys.decode(identity.publicKey);
      return identity;
    } catch (IOException | RuntimeException e) {
      // Without the cause: a parser's message may quote what it read.
      throw new KeyServiceException(
          "what key '" + keyId + "' decrypted is not an identity", false, null);
    }
  }

  private static Map<String, String> context(String job, int rank) {
    return Map.of("job", job, "rank", Integer.toString(rank));
  }

  private byte[] pkcs8() {
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("an RSA key could not be written", e);
    }
  }

  /**
   * The password of the database user that is made for one other peer: HMAC-SHA256 of job, rank and
   * public key under the seed. Giving it twice gives the same; a peer with a new key has another.
   *
   * @param rank the other peer's
   * @param publicKey the other peer's
   * @return 64 hexadecimal digits
   */
  public String passwordFor(String job, int rank, String publicKey) {
    byte[] about =
        new CanonicalBytes("SPIRT password 1").text(job).number(rank).text(publicKey).toBytes();
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(seed));
    hmac.update(about, 0, about.length);
    byte[] password = new byte[SHA256_BYTES];
    hmac.doFinal(password, 0);
    return HexFormat.of().formatHex(password);
  }

  /** The label under which a sender encrypts a receiver's password. */
  public static String passwordLabel(String job, int sender, int receiver) {
    return "SPIRT password 1/%d/%d/%s".formatted(sender, receiver, job);
  }

  /**
   * Encrypts a short secret for one peer, with RSA-OAEP, SHA-256 and MGF1 with SHA-256.
   *
   * @param publicKey the receiver's
   * @param label who sends what to whom; a ciphertext opens under the same label only, so that it
   *     cannot be passed on as somebody else's
   * @param secret at most 190 bytes of UTF-8 for a key of 2048 bits
   * @return base64
   * @throws MalformedKeyException if the public key is not acceptable
   */
  public static String encryptFor(
      String publicKey, String label, String secret, SecureRandom random) {
    OAEPEncoding oaep = oaep(label);
    oaep.init(true, new ParametersWithRandom(PublicKeys.decode(publicKey), random));
    byte[] plaintext = CanonicalBytes.utf8(secret);
    if (plaintext.length > oaep.getInputBlockSize()) {
      throw new IllegalArgumentException(
          "a secret has %d bytes, this key encrypts %d at most"
              .formatted(plaintext.length, oaep.getInputBlockSize()));
    }
    try {
      return StrictBase64.encode(oaep.processBlock(plaintext, 0, plaintext.length));
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("a secret could not be encrypted", e);
    }
  }

  /**
   * Decrypts what {@link #encryptFor} encrypted for this peer.
   *
   * @throws UndecipherableException if the ciphertext is not for this key and label
   */
  public String decrypt(String ciphertext, String label) {
    OAEPEncoding oaep = oaep(label);
    oaep.init(false, privateKey);
    try {
      byte[] bytes = StrictBase64.decode(ciphertext);
      if (bytes.length != privateKey.getModulus().bitLength() / Byte.SIZE) {
        throw new UndecipherableException();
      }
      return new String(oaep.processBlock(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new UndecipherableException();
    }
  }

  private static OAEPEncoding oaep(String label) {
    return new OAEPEncoding(
        new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), CanonicalBytes.utf8(label));
  }

  byte[] sign(byte[] message, SecureRandom random) {
    return Pss.sign(privateKey, message, random);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "identity with the public key " + publicKey;
  }
}
