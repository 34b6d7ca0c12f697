package io.spirt.functions;

import io.spirt.security.KeyService;
import java.util.List;
import java.util.Map;

/** A key service that remembers what it was asked to encrypt. */
final class RecordingKeys implements KeyService {
  private final KeyService keys;
  private final List<byte[]> plaintexts;

  RecordingKeys(KeyService keys, List<byte[]> plaintexts) {
    this.keys = keys;
    this.plaintexts = plaintexts;
  }

  @Override
  public byte[] encrypt(String keyId, byte[] plaintext, Map<String, String> context) {
    plaintexts.add(plaintext.clone());
    return keys.encrypt(keyId, plaintext, context);
  }

  @Override
  public byte[] decrypt(String keyId, byte[] ciphertext, Map<String, String> context) {
    return keys.decrypt(keyId, ciphertext, context);
  }
}
