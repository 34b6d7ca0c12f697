package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.testing.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeyServiceTest extends KeyServiceContract {
  @TempDir private Path temporary;
  private Path folder;
  private FileKeyService service;
  private int keys;

  @BeforeEach
  void open() {
    folder = temporary.resolve("keys");
    service = new FileKeyService(folder);
  }

  @Override
  KeyService service() {
    return service;
  }

  @Override
  String newKey() {
    String keyId = "key-" + keys++;
    service.createKey(keyId, Peers.random(keys));
    return keyId;
  }

  @Override
  String noKey() {
    return "none";
  }

  @Override
  void needsAuthenticatedCiphertexts() {}

  @Test
  void keepsKeysInFilesThatOnlyTheirOwnerReads() throws IOException {
    service.createKey("peer-1", Peers.random(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("peer-1.key"));
    }
    assertThat(Files.readAllBytes(folder.resolve("peer-1.key"))).hasSize(32);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("peer-1.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void writesWhatTheJdkDecrypts() throws Exception {
    service.createKey("peer-1", Peers.random(1));
    byte[] ciphertext =
        service.encrypt(
            "peer-1",
            "a secret".getBytes(StandardCharsets.UTF_8),
            Map.of("rank", "1", "job", "demo"));
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(Files.readAllBytes(folder.resolve("peer-1.key")), "AES"),
        new GCMParameterSpec(128, Arrays.copyOfRange(ciphertext, 1, 13)));
    gcm.updateAAD(
        ("SPIRT key 1\0\0\0\6peer-1\0\0\0\2"
                + "\0\0\0\3job\0\0\0\4demo"
                + "\0\0\0\4rank\0\0\0\0011")
            .getBytes(StandardCharsets.US_ASCII));
    assertThat(ciphertext[0]).isEqualTo((byte) 1);
    assertThat(gcm.doFinal(ciphertext, 13, ciphertext.length - 13))
        .isEqualTo("a secret".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void leavesAKeyThatIsThere() {
    service.createKey("peer-1", Peers.random(1));
    byte[] ciphertext = service.encrypt("peer-1", new byte[] {7}, Map.of());
    service.createKey("peer-1", Peers.random(2));
    assertThat(service.decrypt("peer-1", ciphertext, Map.of())).containsExactly(7);
    assertThat(new FileKeyService(folder).decrypt("peer-1", ciphertext, Map.of()))
        .containsExactly(7);
  }

  @Test
  void createsOneKeyWhenManyCreateItAtOnce() throws Exception {
    for (byte[] ciphertext :
        Threads.together(
            8,
            i -> {
              service.createKey("peer-1", Peers.random(i));
              return service.encrypt("peer-1", new byte[] {7}, Map.of());
            })) {
      assertThat(service.decrypt("peer-1", ciphertext, Map.of())).containsExactly(7);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw-r--r--", "rw--w----", "rw----r--", "rwx------", "rw------x"})
  void refusesAKeyThatOthersMayUse(String permissions) throws IOException {
    service.createKey("peer-1", Peers.random(1));
    Path file = folder.resolve("peer-1.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> service.encrypt("peer-1", new byte[1], Map.of()))
        .isInstanceOf(KeyServiceException.class)
        .hasMessage("key 'peer-1' cannot be used")
        .cause()
        .hasMessageContaining("chmod 600");
  }

  @Test
  void takesAKeyThatItsOwnerMadeReadOnly() throws IOException {
    service.createKey("peer-1", Peers.random(1));
    Files.setPosixFilePermissions(
        folder.resolve("peer-1.key"), PosixFilePermissions.fromString("r--------"));
    byte[] ciphertext = service.encrypt("peer-1", new byte[] {7}, Map.of());
    assertThat(service.decrypt("peer-1", ciphertext, Map.of())).containsExactly(7);
  }

  @Test
  void refusesAKeyThatIsALinkOrAFolder() throws IOException {
    service.createKey("peer-1", Peers.random(1));
    Files.createSymbolicLink(folder.resolve("link.key"), folder.resolve("peer-1.key"));
    Files.createDirectory(folder.resolve("folder.key"));
    for (String keyId : new String[] {"link", "folder"}) {
      assertThatThrownBy(() -> service.encrypt(keyId, new byte[1], Map.of()))
          .isInstanceOf(KeyServiceException.class)
          .hasMessage("key '" + keyId + "' cannot be used");
    }
    assertThatThrownBy(() -> service.createKey("folder", Peers.random(1)))
        .isInstanceOf(KeyServiceException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void refusesAKeyOfAnotherLength(int length) throws IOException {
    Files.createDirectories(folder);
    OwnerOnlyFile.write(folder.resolve("peer-1.key"), new byte[length]);
    assertThatThrownBy(() -> service.encrypt("peer-1", new byte[1], Map.of()))
        .isInstanceOf(KeyServiceException.class)
        .hasMessage("key 'peer-1' has " + length + " bytes, not 32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../peer-1",
        "a/b",
        "a.key",
        "a b",
        "a\n",
        "a\u0000",
        "é",
        "\u0661"
      })
  void refusesKeyIdsThatLeadElsewhere(String keyId) throws IOException {
    assertThatThrownBy(() -> service.createKey(keyId, Peers.random(1)))
        .isInstanceOf(KeyServiceException.class);
    assertThatThrownBy(() -> service.encrypt(keyId, new byte[1], Map.of()))
        .isInstanceOf(KeyServiceException.class);
    assertThatThrownBy(() -> service.decrypt(keyId, new byte[40], Map.of()))
        .isInstanceOf(KeyServiceException.class);
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesKeyIdsThatAreTooLong() {
    service.createKey("k".repeat(64), Peers.random(1));
    assertThatThrownBy(() -> service.createKey("k".repeat(65), Peers.random(1)))
        .isInstanceOf(KeyServiceException.class);
  }

  @Test
  void refusesACiphertextOfAnotherVersion() {
    service.createKey("peer-1", Peers.random(1));
    byte[] ciphertext = service.encrypt("peer-1", new byte[1], Map.of());
    ciphertext[0] = 2;
    assertThatThrownBy(() -> service.decrypt("peer-1", ciphertext, Map.of()))
        .isInstanceOf(KeyServiceException.class)
        .hasMessage("key 'peer-1', context and ciphertext do not fit each other");
  }
}
