package io.spirt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.testing.Threads;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every key service does. A subclass says which, and makes keys. */
abstract class KeyServiceContract {
  private static final Map<String, String> CONTEXT = Map.of("job", "demo", "rank", "1");

  /** The service under test. */
  abstract KeyService service();

  /** The id of a new key. */
  abstract String newKey();

  /** An id that no key has. */
  abstract String noKey();

  /** Aborts the test if the server is an emulator that checks ciphertexts less than KMS does. */
  abstract void needsAuthenticatedCiphertexts();

  private static byte[] plaintext(int length) {
    byte[] plaintext = new byte[length];
    Peers.random(length).nextBytes(plaintext);
    return plaintext;
  }

  private static void assertRefused(
      KeyService service, String keyId, byte[] ciphertext, Map<String, String> context) {
    assertThatThrownBy(() -> service.decrypt(keyId, ciphertext, context))
        .isInstanceOfSatisfying(KeyServiceException.class, e -> assertThat(e.mayPass()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 1250, 4096})
  void decryptsWhatItEncrypted(int length) {
    String key = newKey();
    byte[] ciphertext = service().encrypt(key, plaintext(length), CONTEXT);
    assertThat(service().decrypt(key, ciphertext, CONTEXT)).isEqualTo(plaintext(length));
  }

  @Test
  void encryptsToSomethingElseEachTime() {
    String key = newKey();
    byte[] first = service().encrypt(key, plaintext(100), CONTEXT);
    byte[] second = service().encrypt(key, plaintext(100), CONTEXT);
    assertThat(first).isNotEqualTo(second);
    assertThat(service().decrypt(key, second, CONTEXT))
        .isEqualTo(service().decrypt(key, first, CONTEXT));
  }

  @Test
  void doesNotChangeTheCallersArrays() {
    String key = newKey();
    byte[] plaintext = plaintext(64);
    byte[] ciphertext = service().encrypt(key, plaintext, CONTEXT);
    byte[] kept = ciphertext.clone();
    service().decrypt(key, ciphertext, CONTEXT)[0] ^= 1;
    assertThat(plaintext).isEqualTo(plaintext(64));
    assertThat(ciphertext).isEqualTo(kept);
    assertThat(service().decrypt(key, ciphertext, CONTEXT)).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4097, 100_000})
  void refusesToEncryptNothingAndTooMuch(int length) {
    String key = newKey();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service().encrypt(key, new byte[length], CONTEXT))
        .withMessage("a key service encrypts 1 to 4096 bytes, not " + length);
  }

  @Test
  void refusesAnotherContext() {
    String key = newKey();
    byte[] ciphertext = service().encrypt(key, plaintext(64), CONTEXT);
    for (Map<String, String> other :
        List.of(
            Map.<String, String>of(),
            Map.of("job", "demo"),
            Map.of("job", "demo", "rank", "2"),
            Map.of("job", "demo", "Rank", "1"),
            Map.of("job", "1", "rank", "demo"),
            Map.of("job", "demo", "rank", "1", "more", "x"))) {
      assertRefused(service(), key, ciphertext, other);
    }
  }

  @Test
  void doesNotMindTheOrderOfTheContext() {
    String key = newKey();
    Map<String, String> one = new LinkedHashMap<>();
    one.put("job", "demo");
    one.put("rank", "1");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("rank", "1");
    other.put("job", "demo");
    byte[] ciphertext = service().encrypt(key, plaintext(64), one);
    assertThat(service().decrypt(key, ciphertext, other)).isEqualTo(plaintext(64));
    assertThat(service().decrypt(key, ciphertext, new HashMap<>(one))).isEqualTo(plaintext(64));
  }

  @Test
  void encryptsWithoutAContext() {
    String key = newKey();
    byte[] ciphertext = service().encrypt(key, plaintext(64), Map.of());
    assertThat(service().decrypt(key, ciphertext, Map.of())).isEqualTo(plaintext(64));
    assertRefused(service(), key, ciphertext, CONTEXT);
  }

  @Test
  void encryptsUnderNoKeyThatWasNotCreated() {
    assertThatThrownBy(() -> service().encrypt(noKey(), plaintext(64), CONTEXT))
        .isInstanceOf(KeyServiceException.class)
        .hasMessageContaining(noKey());
  }

  @Test
  void decryptsUnderNoKeyThatWasNotCreated() {
    needsAuthenticatedCiphertexts();
    byte[] ciphertext = service().encrypt(newKey(), plaintext(64), CONTEXT);
    assertRefused(service(), noKey(), ciphertext, CONTEXT);
  }

  @Test
  void refusesAnotherKeysCiphertext() {
    needsAuthenticatedCiphertexts();
    byte[] ciphertext = service().encrypt(newKey(), plaintext(64), CONTEXT);
    assertRefused(service(), newKey(), ciphertext, CONTEXT);
  }

  @Test
  void refusesCiphertextsThatWereAltered() {
    needsAuthenticatedCiphertexts();
    String key = newKey();
    byte[] ciphertext = service().encrypt(key, plaintext(64), CONTEXT);
    for (int at = 0; at < ciphertext.length; at += 7) {
      byte[] altered = ciphertext.clone();
      altered[at] ^= 1;
      assertRefused(service(), key, altered, CONTEXT);
    }
    byte[] last = ciphertext.clone();
    last[last.length - 1] ^= (byte) 0x80;
    assertRefused(service(), key, last, CONTEXT);
  }

  @Test
  void refusesCiphertextsOfAnotherLength() {
    needsAuthenticatedCiphertexts();
    String key = newKey();
    byte[] ciphertext = service().encrypt(key, plaintext(64), CONTEXT);
    for (int length : new int[] {1, 12, 28, 29, ciphertext.length - 1, ciphertext.length + 1}) {
      assertRefused(service(), key, Arrays.copyOf(ciphertext, length), CONTEXT);
    }
  }

  @Test
  void worksForManyAtOnce() throws Exception {
    String key = newKey();
    List<byte[]> decrypted =
        Threads.together(
            8,
            i -> {
              Map<String, String> context = Map.of("rank", Integer.toString(i));
              byte[] ciphertext = service().encrypt(key, plaintext(100 + i), context);
              return service().decrypt(key, ciphertext, context);
            });
    for (int i = 0; i < decrypted.size(); i++) {
      assertThat(decrypted.get(i)).isEqualTo(plaintext(100 + i));
    }
  }
}
