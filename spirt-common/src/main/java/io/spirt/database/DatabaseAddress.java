package io.spirt.database;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a peer's database is and how to get in. The password never shows in text made of this.
 *
 * <p>An address may come from another peer, so it is checked: one that cannot be used is refused
 * when it is made.
 *
 * @param host DNS name or IP address
 * @param port TCP port
 * @param user the user of the database to be
 * @param password of that user
 * @param certificateAuthority certificate, PEM, of the authority that the server's certificate must
 *     come from; null for a connection without TLS, which only a loopback address may have
 */
public record DatabaseAddress(
    @JsonProperty(value = "host", required = true) String host,
    @JsonProperty(value = "port", required = true) int port,
    @JsonProperty(value = "user", required = true) String user,
    @JsonProperty(value = "password", required = true) String password,
    @JsonProperty("certificateAuthority") String certificateAuthority) {

  private static final int MOST_PORT = 65_535;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}");
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "127\\.OCTET\\.OCTET\\.OCTET|localhost|::1|0:0:0:0:0:0:0:1".replace("OCTET", OCTET),
          Pattern.CASE_INSENSITIVE);

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException if the host is no host, the port no port, the certificate no
   *     certificate, or the connection would go over a network without TLS
   */
  public DatabaseAddress {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "the host of a database is neither a DNS name nor an IP address");
    }
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "a database has a port from 1 to " + MOST_PORT + ", not " + port);
    }
    if (certificateAuthority != null) {
      Tls.certificates(certificateAuthority);
    } else if (!isLoopback(host)) {
      throw new IllegalArgumentException(
          "database "
              + host
              + ':'
              + port
              + " would be reached without TLS, and passwords and tensors be readable on the way:"
              + " give the certificate (PEM) of the authority behind its TLS certificate; only"
              + " loopback addresses do without");
    }
  }

  /** True if what is sent to that host cannot leave the machine; no name is looked up. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** True if the connection is encrypted and the server's certificate checked. */
  @JsonIgnore
  public boolean isTls() {
    return certificateAuthority != null;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
