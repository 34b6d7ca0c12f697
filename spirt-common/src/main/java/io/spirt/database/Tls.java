package io.spirt.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS towards a database: its certificate must come from the one given authority, none of the
 * system's counts, and it must be for the host or address that was asked for.
 */
final class Tls {
  /** Longer than any chain of a private authority; an address may come from another peer. */
  private static final int MOST_PEM_CHARS = 16_384;

  private Tls() {}

  /**
   * The certificates of a PEM text.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Collection<? extends Certificate> certificates(String pem) {
    String wrong = "a certificate authority is to be given as certificates in PEM";
    if (pem.length() > MOST_PEM_CHARS) {
      throw new IllegalArgumentException(
          wrong + " of at most " + MOST_PEM_CHARS + " characters, not " + pem.length());
    }
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(wrong + ", and there is none");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(wrong, e);
    }
  }

  /** Sockets that trust the authority and nobody else. */
  static SSLSocketFactory socketFactory(String certificateAuthority) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates(certificateAuthority)) {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime cannot open a TLS connection", e);
    }
  }

  /** TLS 1.2 or later, and the server's name is compared with its certificate. */
  static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }
}
