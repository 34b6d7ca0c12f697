package io.spirt.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in an S3 bucket, below a key prefix. */
public final class S3ObjectStore implements ObjectStore {
  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /**
   * @param client closed with this store
   * @param prefix empty, or ends with a slash
   */
  public S3ObjectStore(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  static S3ObjectStore open(URI uri) {
    if (uri.getAuthority() == null) {
      throw new IllegalArgumentException(
          "object store '" + uri + "' names no bucket; give s3://bucket or s3://bucket/prefix");
    }
    return new S3ObjectStore(S3Client.create(), uri.getAuthority(), prefixOf(uri));
  }

  private static String prefixOf(URI uri) {
    String path = uri.getPath().replaceAll("^/+|/+$", "");
    return path.isEmpty() ? "" : path + "/";
  }

  @Override
  public void put(String key, byte[] value) {
    client.putObject(
        request -> request.bucket(bucket).key(prefix + key), RequestBody.fromBytes(value));
  }

  @Override
  public byte[] get(String key) {
    try {
      return client
          .getObjectAsBytes(request -> request.bucket(bucket).key(prefix + key))
          .asByteArrayUnsafe();
    } catch (NoSuchKeyException e) {
      throw new NoSuchObjectException(uri(), key);
    }
  }

  @Override
  public boolean exists(String key) {
    try {
      client.headObject(request -> request.bucket(bucket).key(prefix + key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  @Override
  public List<String> list(String under) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix + under))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(prefix.length()))
        .sorted()
        .toList();
  }

  @Override
  public void delete(String key) {
    client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
  }

  @Override
  public URI uri() {
    try {
      return new URI("s3", bucket, "/" + prefix, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a bucket's name is a URI's authority", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
