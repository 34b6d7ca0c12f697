package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.security.CertificateAuthority;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTHORITY =
      CertificateAuthority.create(
              "test", new SecureRandom(), InstantSource.system(), Duration.ofHours(1))
          .certificatePem();

  private static DatabaseAddress address(String host, String authority) {
    return new DatabaseAddress(host, 6379, "functions", "secret", authority);
  }

  @Test
  void neverShowsThePassword() {
    assertThat(address("peer-1.example", AUTHORITY)).hasToString("peer-1.example:6379");
  }

  @Test
  void isTheSameAfterJson() throws IOException {
    for (DatabaseAddress address :
        new DatabaseAddress[] {address("10.0.0.7", AUTHORITY), address("127.0.0.1", null)}) {
      String text = JSON.writeValueAsString(address);
      assertThat(JSON.readValue(text, DatabaseAddress.class)).isEqualTo(address);
    }
    assertThat(JSON.writeValueAsString(address("::1", null)))
        .isEqualTo(
            "{\"host\":\"::1\",\"port\":6379,\"user\":\"functions\",\"password\":\"secret\","
                + "\"certificateAuthority\":null}");
  }

  @Test
  void saysNothingOfThePasswordInJsonThatIsRefused() {
    String text =
        "{\"host\":\"10.0.0.7\",\"port\":6379,\"user\":\"u\",\"password\":\"hush\",\"x\":1}";
    assertThatThrownBy(() -> JSON.readValue(text, DatabaseAddress.class))
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> JSON.readValue(text.replace(",\"x\":1", ""), DatabaseAddress.class))
        .hasMessageContaining("without TLS")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.255.0.9", "localhost", "LocalHost", "::1", "0:0:0:0:0:0:0:1"})
  void knowsLoopbackAddresses(String host) {
    assertThat(DatabaseAddress.isLoopback(host)).isTrue();
    assertThat(address(host, null).isTls()).isFalse();
    assertThat(address(host, AUTHORITY).isTls()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "0.0.0.0",
        "127.0.0.1.example",
        "127.0.0.256",
        "127.0.0",
        "127.1",
        "128.0.0.1",
        "localhost.example",
        "::",
        "::2",
        "::ffff:127.0.0.1"
      })
  void refusesOtherHostsWithoutTls(String host) {
    assertThat(DatabaseAddress.isLoopback(host)).isFalse();
    assertThatThrownBy(() -> address(host, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host + ":6379")
        .hasMessageContaining("give the certificate (PEM)");
    assertThat(address(host, AUTHORITY).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "host\nname", "-host", "user@host", "[::1]", "a/b"})
  void refusesWhatIsNoHost(String host) {
    assertThatThrownBy(() -> address(host, AUTHORITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither a DNS name nor an IP address");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> new DatabaseAddress("localhost", port, "u", "p", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n"
      })
  void refusesWhatIsNoCertificate(String pem) {
    assertThatThrownBy(() -> address("127.0.0.1", pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PEM");
  }

  @Test
  void refusesCertificatesWithoutEnd() {
    assertThatThrownBy(() -> address("127.0.0.1", AUTHORITY.repeat(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16384 characters");
  }
}
