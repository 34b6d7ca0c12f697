package io.spirt.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The files that a job's network comes with, as the run keeps them: copied once, when the run
 * starts, and their SHA-256 noted by the admin. Whoever reads one compares it with that first, so
 * that all peers start from the same bytes, and no other class than the one that was handed in is
 * ever loaded.
 */
final class StoredModelFiles implements ModelFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final String folder;
  private final String note;

  /**
   * @param folder key prefix of the files, without a final slash
   * @param note key of their digests, which the admin alone may write
   */
  StoredModelFiles(ObjectStore store, String folder, String note) {
    this.store = store;
    this.folder = folder;
    this.note = note;
  }

  /**
   * SHA-256 of the files in hexadecimal; null where there is none.
   *
   * @param weights of the file that the params come from
   * @param jar of the jar with the network's class
   */
  record Digests(String weights, String jar) {}

  /** Copies the files; their digests last, so that what has digests is whole. */
  void put(ModelFiles files) {
    Digests digests =
        new Digests(
            files.weights().map(bytes -> put("weights.safetensors", bytes)).orElse(null),
            files.jar().map(bytes -> put("network.jar", bytes)).orElse(null));
    try {
      store.put(note, JSON.writeValueAsBytes(digests));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String put(String name, ByteBuffer file) {
    byte[] bytes = new byte[file.remaining()];
    file.duplicate().get(bytes);
    store.put(folder + "/" + name, bytes);
    return sha256(bytes);
  }

  @Override
  public Optional<ByteBuffer> weights() {
    return Optional.ofNullable(digests().weights()).map(sum -> get("weights.safetensors", sum));
  }

  @Override
  public Optional<ByteBuffer> jar() {
    return Optional.ofNullable(digests().jar()).map(sum -> get("network.jar", sum));
  }

  private Digests digests() {
    try {
      return JSON.readValue(store.get(note), Digests.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not the digests of a model's files", e);
    }
  }

  private ByteBuffer get(String name, String expected) {
    byte[] bytes = store.get(folder + "/" + name);
    String found = sha256(bytes);
    if (!found.equals(expected)) {
      throw new InvalidModelException(
          "the object "
              + folder
              + "/"
              + name
              + " has the SHA-256 "
              + found
              + ", but the run started with "
              + expected
              + ": it was changed meanwhile; start the run anew");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
