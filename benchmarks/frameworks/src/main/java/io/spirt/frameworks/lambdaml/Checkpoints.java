package io.spirt.frameworks.lambdaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The workers' checkpoints in the shared store: of each worker the newest. */
final class Checkpoints {
  private static final String PREFIX = "checkpoints/";

  private final SharedObjects objects;
  private final int rank;
  private final int workers;

  Checkpoints(SharedObjects objects, int rank, int workers) {
    this.objects = objects;
    this.rank = rank;
    this.workers = workers;
  }

  /** Stores this worker's state after that many updates, in place of its older one. */
  void put(long updates, byte[] state) {
    String key = own() + Steps.name(updates);
    objects.put(key, state);
    objects.list(own()).stream().filter(old -> !old.equals(key)).forEach(objects::delete);
  }

  /** This worker's newest checkpoint. */
  Optional<byte[]> newest() {
    List<String> keys = objects.list(own());
    return keys.isEmpty() ? Optional.empty() : objects.find(keys.get(keys.size() - 1));
  }

  /** Updates that every worker has a checkpoint of, or of later ones; 0 before all have one. */
  long oldest() {
    List<String> keys = objects.list(PREFIX);
    return IntStream.range(0, workers)
        .mapToLong(
            worker ->
                keys.stream()
                    .filter(key -> key.startsWith(PREFIX + worker + "/"))
                    .mapToLong(Steps::number)
                    .max()
                    .orElse(0))
        .min()
        .orElse(0);
  }

  private String own() {
    return PREFIX + rank + "/";
  }
}
