package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.security.CertificateAuthority.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final char[] NO_PASSWORD = new char[0];

  private final CertificateAuthority authority = authority(1);
  private final ServerCertificate server =
      authority.issue(List.of("localhost", "127.0.0.1", "::1", "db.example.org"));

  private static CertificateAuthority authority(long seed) {
    return CertificateAuthority.create(
        "SPIRT demo", Peers.random(seed), InstantSource.fixed(Peers.NOW), VALIDITY);
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey privateKey(String pem) throws Exception {
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  /** The JDK's search for a path from the certificate to the trusted one. */
  private static void validate(X509Certificate trusted, X509Certificate leaf, Instant at)
      throws Exception {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(leaf);
    target.setExtendedKeyUsage(Set.of("1.3.6.1.5.5.7.3.1"));
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(Set.of(new TrustAnchor(trusted, null)), target);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(leaf))));
    parameters.setRevocationEnabled(false);
    parameters.setDate(date(at));
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  @SuppressWarnings("JavaUtilDate") // The JDK's own parameter.
  private static Date date(Instant at) {
    return Date.from(at);
  }

  @Test
  void issuesWhatTheJdkTrusts() throws Exception {
    X509Certificate trusted = certificate(authority.certificatePem());
    X509Certificate leaf = certificate(server.certificatePem());
    validate(trusted, leaf, Peers.NOW);
    validate(trusted, leaf, Peers.NOW.plus(VALIDITY).minusSeconds(1));
  }

  @Test
  void issuesNothingThatOutlivesIt() throws Exception {
    X509Certificate trusted = certificate(authority.certificatePem());
    X509Certificate leaf = certificate(server.certificatePem());
    for (Instant at :
        List.of(Peers.NOW.plus(VALIDITY).plusSeconds(1), Peers.NOW.minus(Duration.ofMinutes(2)))) {
      assertThatThrownBy(() -> validate(trusted, leaf, at))
          .isInstanceOf(CertPathBuilderException.class);
    }
    assertThat(leaf.getNotAfter()).isEqualTo(trusted.getNotAfter());
  }

  @Test
  void isNotTrustedForAnotherAuthorityOfTheSameName() throws Exception {
    X509Certificate other = certificate(authority(2).certificatePem());
    X509Certificate leaf = certificate(server.certificatePem());
    assertThatThrownBy(() -> validate(other, leaf, Peers.NOW))
        .isInstanceOf(CertPathBuilderException.class);
  }

  @Test
  void signsServersOnlyAndServersSignNothing() throws Exception {
    X509Certificate trusted = certificate(authority.certificatePem());
    X509Certificate leaf = certificate(server.certificatePem());
    assertThat(trusted.getBasicConstraints()).isZero();
    assertThat(trusted.getKeyUsage()).containsExactly(usage(5, 6));
    assertThat(trusted.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage()).containsExactly(usage(0));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getSerialNumber()).isPositive().isNotEqualTo(trusted.getSerialNumber());
  }

  private static boolean[] usage(int... bits) {
    boolean[] usage = new boolean[9];
    for (int bit : bits) {
      usage[bit] = true;
    }
    return usage;
  }

  @Test
  void namesHostsAndAddresses() throws Exception {
    assertThat(certificate(server.certificatePem()).getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "localhost"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"),
            List.of(2, "db.example.org"));
  }

  @Test
  void givesTheServerTheKeyOfItsCertificate() throws Exception {
    X509Certificate leaf = certificate(server.certificatePem());
    assertThat(((ECPublicKey) leaf.getPublicKey()).getParams().getCurve().getField().getFieldSize())
        .isEqualTo(256);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(privateKey(server.privateKeyPem()));
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(leaf.getPublicKey());
    signature.update(new byte[] {1, 2, 3});
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void givesEveryServerAnotherKey() {
    ServerCertificate other = authority.issue(List.of("localhost"));
    assertThat(other.privateKeyPem()).isNotEqualTo(server.privateKeyPem());
  }

  @Test
  void writesAKeyThatOnlyItsOwnerReads(@TempDir Path folder) throws IOException {
    Path certificate = folder.resolve("server.crt");
    Path key = folder.resolve("server.key");
    Files.writeString(key, "an old one");
    server.write(certificate, key);
    assertThat(Files.readString(certificate)).isEqualTo(server.certificatePem());
    assertThat(Files.readString(key)).isEqualTo(server.privateKeyPem());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("server.crt", "server.key");
  }

  @Test
  void doesNotShowThePrivateKey() {
    assertThat(server.toString())
        .contains("BEGIN CERTIFICATE")
        .doesNotContain("PRIVATE")
        .doesNotContain(server.privateKeyPem().substring(40, 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "*.example.org", "a,b", "-a", "é", "a\n", "http://a", "1.2.3.4/8"})
  void refusesWhatIsNeitherAHostNorAnAddress(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> authority.issue(List.of(host)));
  }

  @Test
  void refusesAServerWithoutAName() {
    assertThatIllegalArgumentException().isThrownBy(() -> authority.issue(List.of()));
  }

  /** A connection as a Redis client opens it: it checks the chain and the host's name. */
  @Test
  void letsAClientCheckWhomItTalksTo() throws Exception {
    CertificateAuthority now =
        CertificateAuthority.create(
            "SPIRT demo", Peers.random(3), InstantSource.system(), VALIDITY);
    ServerCertificate loopback = now.issue(List.of("127.0.0.1"));
    ServerCertificate elsewhere = now.issue(List.of("db.example.org"));
    assertThat(greet(now, loopback)).isEqualTo('+');
    assertThatThrownBy(() -> greet(now, elsewhere)).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> greet(authority(4), loopback)).isInstanceOf(SSLException.class);
  }

  private static int greet(CertificateAuthority trusted, ServerCertificate certificate)
      throws Exception {
    try (SSLServerSocket listening =
        (SSLServerSocket)
            serverContext(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                  socket.getOutputStream().write('+');
                } catch (IOException e) {
                  // The client says what was wrong.
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              clientContext(trusted)
                  .getSocketFactory()
                  .createSocket("127.0.0.1", listening.getLocalPort())) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket.getInputStream().read();
      } finally {
        served.join();
      }
    }
  }

  private static SSLContext serverContext(ServerCertificate certificate) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, NO_PASSWORD);
    keys.setKeyEntry(
        "server",
        privateKey(certificate.privateKeyPem()),
        NO_PASSWORD,
        new X509Certificate[] {certificate(certificate.certificatePem())});
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, Peers.random(5));
    return context;
  }

  private static SSLContext clientContext(CertificateAuthority trusted) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, NO_PASSWORD);
    anchors.setCertificateEntry("authority", certificate(trusted.certificatePem()));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), Peers.random(6));
    return context;
  }
}
