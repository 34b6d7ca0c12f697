package io.spirt.functions;

import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.job.ModelSpec;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Fetches the files that a job's network comes with from where its author put them. Done once, by
 * whoever starts the run; the functions read the run's own copies.
 */
public final class ModelSources {
  private static final String IN_FOLDER = "model.safetensors";

  private ModelSources() {}

  /**
   * The files, in memory.
   *
   * @throws InvalidModelException if one is missing or cannot be read
   */
  public static ModelFiles fetch(ModelSpec model) {
    Optional<ByteBuffer> weights =
        Optional.ofNullable(model.weights())
            .map(
                place ->
                    fetch(
                        "model.weights",
                        place,
                        "a safetensors file, or of a folder with one called " + IN_FOLDER,
                        Optional.of(IN_FOLDER)));
    Optional<ByteBuffer> jar =
        Optional.ofNullable(model.jar())
            .map(
                place ->
                    fetch(
                        "model.jar",
                        place,
                        "a jar with the class " + model.className(),
                        Optional.empty()));
    return new Fetched(weights, jar);
  }

  private record Fetched(Optional<ByteBuffer> weights, Optional<ByteBuffer> jar)
      implements ModelFiles {}

  private static ByteBuffer fetch(
      String field, String place, String wanted, Optional<String> inFolder) {
    URI uri = uri(field, place);
    String path = uri.getPath().replaceAll("/+$", "");
    int slash = path.lastIndexOf('/');
    try (ObjectStore store = ObjectStore.open(sibling(uri, path.substring(0, slash + 1)))) {
      String name = path.substring(slash + 1);
      if (store.exists(name)) {
        return ByteBuffer.wrap(store.get(name));
      }
      if (inFolder.isPresent() && store.exists(name + "/" + inFolder.get())) {
        return ByteBuffer.wrap(store.get(name + "/" + inFolder.get()));
      }
      throw new InvalidModelException(
          field + ": no file at " + place + "; give the place of " + wanted);
    } catch (NoSuchObjectException | UncheckedIOException | SdkException e) {
      throw new InvalidModelException(
          field + ": " + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static URI uri(String field, String place) {
    try {
      URI uri = new URI(place);
      if (uri.getScheme() != null && uri.getPath() != null && uri.getPath().length() > 1) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new InvalidModelException(
          field + ": " + place + " is no URI: " + e.getReason() + "; write a space as %20", e);
    }
    throw new InvalidModelException(
        field + ": " + place + " is neither a file: nor an s3: URI; paths are for job files");
  }

  private static URI sibling(URI uri, String path) {
    try {
      return new URI(uri.getScheme(), uri.getAuthority(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a part of a URI's path is a path", e);
    }
  }
}
