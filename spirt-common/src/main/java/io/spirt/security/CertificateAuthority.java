package io.spirt.security;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Certificates for TLS between functions and databases on one machine and in tests. Keys are EC on
 * P-256. The authority's own private key stays in the process. Thread-safe.
 */
public final class CertificateAuthority {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /** Clocks of one machine agree, yet certificates count in whole seconds. */
  private static final Duration EARLIER = Duration.ofMinutes(1);

  private final X500Name name;
  private final AsymmetricCipherKeyPair keys;
  private final X509CertificateHolder certificate;
  private final SecureRandom random;
  private final InstantSource clock;

  /**
   * What a server needs.
   *
   * @param certificatePem its certificate, signed by the authority
   * @param privateKeyPem its private key, PKCS#8
   */
  public record ServerCertificate(String certificatePem, String privateKeyPem) {

    /** Writes both; the key's file can be read by its owner only, from the moment it exists. */
    public void write(Path certificateFile, Path privateKeyFile) throws IOException {
      Files.writeString(certificateFile, certificatePem, StandardCharsets.US_ASCII);
      OwnerOnlyFile.write(privateKeyFile, privateKeyPem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the private key. */
    @Override
    public String toString() {
      return "server certificate\n" + certificatePem;
    }
  }

  private CertificateAuthority(
      X500Name name,
      AsymmetricCipherKeyPair keys,
      X509CertificateHolder certificate,
      SecureRandom random,
      InstantSource clock) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new authority, which only signs certificates of servers.
   *
   * @param name its common name, 1 to 64 characters
   * @param validity how long from now it and what it issues are valid
   */
  public static CertificateAuthority create(
      String name, SecureRandom random, InstantSource clock, Duration validity) {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    AsymmetricCipherKeyPair keys = newKeys(random);
    Instant now = clock.instant();
    X509v3CertificateBuilder builder =
        builder(subject, subject, keys, now, now.plus(validity), random);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new BcX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CertificateAuthority(subject, keys, sign(builder, keys, random), random, clock);
  }

  /** The authority's own certificate, which clients trust. */
  public String certificatePem() {
    return pem("CERTIFICATE", certificate);
  }

  /**
   * A new key and certificate for a server, valid as long as the authority's.
   *
   * @param hostsAndIps DNS names and addresses that clients may reach it by, at least one
   * @throws IllegalArgumentException if there is none, or one is neither
   */
  public ServerCertificate issue(List<String> hostsAndIps) {
    if (hostsAndIps.isEmpty()) {
      throw new IllegalArgumentException("a server certificate needs a host or an address");
    }
    GeneralName[] names =
        hostsAndIps.stream().map(CertificateAuthority::alternative).toArray(GeneralName[]::new);
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, "SPIRT server").build();
    AsymmetricCipherKeyPair serverKeys = newKeys(random);
    X509v3CertificateBuilder builder =
        builder(
            name,
            subject,
            serverKeys,
            clock.instant(),
            certificate.getNotAfter().toInstant(),
            random);
    BcX509ExtensionUtils identifiers = new BcX509ExtensionUtils();
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(serverKeys.getPublic()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
      return new ServerCertificate(
          pem("CERTIFICATE", sign(builder, keys, random)),
          pem("PRIVATE KEY", PrivateKeyInfoFactory.createPrivateKeyInfo(serverKeys.getPrivate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GeneralName alternative(String hostOrIp) {
    if (IPAddress.isValid(hostOrIp)) {
      return new GeneralName(GeneralName.iPAddress, hostOrIp);
    }
    if (!HOST.matcher(hostOrIp).matches()) {
      throw new IllegalArgumentException("'" + hostOrIp + "' is neither a DNS name nor an address");
    }
    return new GeneralName(GeneralName.dNSName, hostOrIp);
  }

  private static AsymmetricCipherKeyPair newKeys(SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1")),
            random));
    return generator.generateKeyPair();
  }

  @SuppressWarnings("JavaUtilDate") // BouncyCastle's own type.
  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      AsymmetricCipherKeyPair keys,
      Instant now,
      Instant end,
      SecureRandom random) {
    try {
      return new X509v3CertificateBuilder(
          issuer,
          new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
          Date.from(now.minus(EARLIER)),
          Date.from(end),
          subject,
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(keys.getPublic()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509CertificateHolder sign(
      X509v3CertificateBuilder builder, AsymmetricCipherKeyPair keys, SecureRandom random) {
    var algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(SIGNATURE);
    var digest = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
    try {
      return builder.build(
          new BcECContentSignerBuilder(algorithm, digest)
              .setSecureRandom(random)
              .build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a certificate could not be signed", e);
    }
  }

  private static String pem(String type, org.bouncycastle.util.Encodable content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
