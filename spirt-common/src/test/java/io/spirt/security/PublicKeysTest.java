package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
  private static final BigInteger MODULUS = PublicKeys.decode(Peers.publicKey(0)).getModulus();

  /**
   * Product of many odd numbers without small factors is not needed: only the size is looked at.
   */
  private static String key(BigInteger modulus, long exponent) {
    return key(PKCSObjectIdentifiers.rsaEncryption, modulus, BigInteger.valueOf(exponent));
  }

  private static String key(
      ASN1ObjectIdentifier algorithm, BigInteger modulus, BigInteger exponent) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              new SubjectPublicKeyInfo(
                      new AlgorithmIdentifier(algorithm, DERNull.INSTANCE),
                      new RSAPublicKey(modulus, exponent))
                  .getEncoded("DER"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String jdk(int bits, long exponent) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
    return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded());
  }

  @Test
  void readsWhatItWrites() {
    String text = Peers.publicKey(1);
    assertThat(PublicKeys.encode(PublicKeys.decode(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 3072, 4096})
  void readsKeysOfTheJdk(int bits) throws Exception {
    assertThat(PublicKeys.decode(jdk(bits, 65_537)).getModulus().bitLength()).isEqualTo(bits);
  }

  @Test
  void keepsKeysThatItHasParsed() {
    assertThat(PublicKeys.decode(Peers.publicKey(2)))
        .isSameAs(PublicKeys.decode(Peers.publicKey(2)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 17, 65_536, 65_539, 4_294_967_297L, -65_537})
  void refusesOtherExponents(long exponent) {
    assertRefused(key(MODULUS, exponent));
  }

  @Test
  void refusesKeysThatAreTooSmall() throws Exception {
    assertThatThrownBy(() -> PublicKeys.decode(jdk(1024, 65_537)))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessage("an RSA key has 1024 bits, 2048 to 4096 in whole bytes are accepted");
  }

  static Stream<BigInteger> odd() {
    return Stream.of(
        MODULUS.shiftRight(1).setBit(0),
        MODULUS.shiftLeft(1).setBit(0),
        MODULUS.pow(2).shiftLeft(8).setBit(0),
        MODULUS.pow(3),
        MODULUS.clearBit(0),
        MODULUS.negate(),
        MODULUS.add(BigInteger.TWO.pow(2048)),
        BigInteger.ZERO,
        BigInteger.ONE,
        BigInteger.TWO.pow(2047).nextProbablePrime());
  }

  @ParameterizedTest
  @MethodSource("odd")
  void refusesModuliThatAreNone(BigInteger modulus) {
    assertRefused(key(modulus, 65_537));
  }

  @Test
  void refusesOtherAlgorithms() throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));
    assertRefused(
        Base64.getEncoder().encodeToString(ec.generateKeyPair().getPublic().getEncoded()));
    KeyPairGenerator ed = KeyPairGenerator.getInstance("Ed25519");
    assertRefused(
        Base64.getEncoder().encodeToString(ed.generateKeyPair().getPublic().getEncoded()));
    BigInteger exponent = BigInteger.valueOf(65_537);
    assertRefused(key(PKCSObjectIdentifiers.id_RSASSA_PSS, MODULUS, exponent));
    assertRefused(key(X509ObjectIdentifiers.id_ea_rsa, MODULUS, exponent));
  }

  /** A key has one text, since known keys are compared as texts. */
  @Test
  void refusesTheSameKeyInAnotherForm() throws Exception {
    byte[] der = Base64.getDecoder().decode(Peers.publicKey(0));
    assertRefused(Base64.getEncoder().encodeToString(Arrays.copyOf(der, der.length + 1)));
    assertRefused(Peers.publicKey(0) + "\n");
    assertRefused(" " + Peers.publicKey(0));
    assertRefused(Base64.getMimeEncoder().encodeToString(der));
    // BER's indefinite length instead of the four bytes of tag and length.
    byte[] ber = new byte[der.length];
    ber[0] = der[0];
    ber[1] = (byte) 0x80;
    System.arraycopy(der, 4, ber, 2, der.length - 4);
    assertThat(SubjectPublicKeyInfo.getInstance(ber).getEncoded("DER")).isEqualTo(der);
    assertRefused(Base64.getEncoder().encodeToString(ber));
  }

  static Stream<String> texts() {
    return Stream.of(
        null,
        "",
        "=",
        "AAAA",
        "not base64",
        "\ud800",
        "A".repeat(1024),
        "A".repeat(10_000_000),
        Peers.publicKey(0).substring(4),
        Peers.publicKey(0).substring(0, Peers.publicKey(0).length() - 4));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void refusesTextsThatAreNoKey(String text) {
    assertRefused(text);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> PublicKeys.decode(text)).isInstanceOf(MalformedKeyException.class);
  }
}
