package io.spirt.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Whole objects under keys such as {@code runs/demo/job.json}. A put is atomic: a reader sees the
 * old object or the new one, never a part. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {

  /** Stores {@code value} under {@code key}, replacing what was there. Not kept after the call. */
  void put(String key, byte[] value);

  /**
   * The object's bytes, owned by the caller.
   *
   * @throws NoSuchObjectException if there is none
   */
  byte[] get(String key);

  /** True if there is an object under {@code key}. */
  boolean exists(String key);

  /** Every key that starts with {@code prefix}, in order. */
  List<String> list(String prefix);

  /** Removes the object under {@code key}, and no other. Nothing happens if there is none. */
  void delete(String key);

  /** Where this store is, in the form that {@link #open} takes. */
  URI uri();

  @Override
  default void close() {}

  /**
   * Opens a store.
   *
   * @param uri {@code file:///folder} or {@code s3://bucket/prefix}; S3's region, credentials and
   *     endpoint come from the AWS SDK's usual settings
   * @throws IllegalArgumentException for any other scheme
   */
  static ObjectStore open(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    return switch (scheme) {
      case "file" -> new FileObjectStore(Path.of(uri));
      case "s3" -> S3ObjectStore.open(uri);
      default ->
          throw new IllegalArgumentException(
              "object store '" + uri + "' must be a file: or s3: URI, such as s3://bucket/prefix");
    };
  }
}
