package io.spirt.security;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A key service for one machine: a key is a file {@code <key id>.key} of 32 bytes that only its
 * owner may read. Needs a file system with POSIX permissions and hard links.
 *
 * <pre>
 *  bytes   a ciphertext
 *  ┌─────┬──────────────────────────────────────────────┐
 *  │ 1   │ version, 1                                   │
 *  │ 12  │ nonce, random                                │
 *  │ n   │ AES-256-GCM of the plaintext's n bytes       │  authenticated with it: "SPIRT key 1",
 *  │ 16  │ tag                                          │  key id, context in the order of its keys
 *  └─────┴──────────────────────────────────────────────┘
 * </pre>
 */
public final class FileKeyService implements KeyService {
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = 1 + NONCE_BYTES;

  private final Path folder;
  private final SecureRandom random;

  /** Keys in that folder, which need not be there before the first key is created. */
  public FileKeyService(Path folder) {
    this(folder, new SecureRandom());
  }

  /**
   * @param random for the nonces of ciphertexts
   */
  public FileKeyService(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /**
   * Creates a key. One that is there stays: what it encrypted would be lost.
   *
   * @throws KeyServiceException if the file cannot be written
   */
  public void createKey(String keyId, SecureRandom random) {
    Path file = file(keyId);
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      OwnerOnlyFile.writeNew(file, key);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw new KeyServiceException("key '" + keyId + "' is not a plain file", false, e);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new KeyServiceException("key '" + keyId + "' cannot be created", false, e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public byte[] encrypt(String keyId, byte[] plaintext, Map<String, String> context) {
    KeyService.requireEncryptable(plaintext);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] ciphertext = new byte[HEADER_BYTES + plaintext.length + TAG_BYTES];
    ciphertext[0] = VERSION;
    System.arraycopy(nonce, 0, ciphertext, 1, NONCE_BYTES);
    GCMModeCipher gcm = gcm(true, keyId, nonce, context);
    int written =
        gcm.processBytes(plaintext, 0, plaintext.length, ciphertext, HEADER_BYTES) + HEADER_BYTES;
    try {
      gcm.doFinal(ciphertext, written);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("a plaintext could not be encrypted", e);
    }
    return ciphertext;
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    int plaintextBytes = ciphertext.length - HEADER_BYTES - TAG_BYTES;
    if (plaintextBytes < 1 || plaintextBytes > MOST_BYTES || ciphertext[0] != VERSION) {
      throw doesNotFit(keyId);
    }
    byte[] nonce = Arrays.copyOfRange(ciphertext, 1, HEADER_BYTES);
    GCMModeCipher gcm = gcm(false, keyId, nonce, context);
    // Nothing is released before the tag was checked.
    byte[] plaintext = new byte[gcm.getOutputSize(ciphertext.length - HEADER_BYTES)];
    int written =
        gcm.processBytes(ciphertext, HEADER_BYTES, ciphertext.length - HEADER_BYTES, plaintext, 0);
    try {
      gcm.doFinal(plaintext, written);
    } catch (InvalidCipherTextException e) {
      Arrays.fill(plaintext, (byte) 0);
      throw doesNotFit(keyId);
    }
    return plaintext;
  }

  private GCMModeCipher gcm(
      boolean encrypt, String keyId, byte[] nonce, Map<String, String> context) {
    byte[] key = key(keyId);
    byte[] bound = new CanonicalBytes("SPIRT key 1").text(keyId).texts(context).toBytes();
    GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(
        encrypt, new AEADParameters(new KeyParameter(key), TAG_BYTES * Byte.SIZE, nonce, bound));
    Arrays.fill(key, (byte) 0);
    return gcm;
  }

  private byte[] key(String keyId) {
    byte[] key;
    try {
      key = OwnerOnlyFile.read(file(keyId));
    } catch (NoSuchFileException e) {
      throw new KeyServiceException("there is no key '" + keyId + "'", false, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new KeyServiceException("key '" + keyId + "' cannot be used", false, e);
    }
    if (key.length != KEY_BYTES) {
      throw new KeyServiceException(
          "key '%s' has %d bytes, not %d".formatted(keyId, key.length, KEY_BYTES), false, null);
    }
    return key;
  }

  private Path file(String keyId) {
    if (!KEY_ID.matcher(keyId).matches()) {
      throw new KeyServiceException(
          "a key id has other characters or more than " + KEY_ID.pattern(), false, null);
    }
    return folder.resolve(keyId + ".key");
  }

  private static KeyServiceException doesNotFit(String keyId) {
    return new KeyServiceException(
        "key '" + keyId + "', context and ciphertext do not fit each other", false, null);
  }
}
