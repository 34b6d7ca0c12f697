package io.spirt.benchmarks;

import java.util.Map;
import java.util.Optional;

/** Holds all contenders to the same bits. */
final class Agreement {
  private final StoredTensors tensors;

  Agreement(StoredTensors tensors) {
    this.tensors = tensors;
  }

  /**
   * Compares the results of one repetition.
   *
   * @throws IllegalStateException if two contenders differ: figures would mean nothing
   */
  void check(Map<Way, Contender> contenders) {
    Contender.Results first = contenders.get(Way.COMMAND).results().orElseThrow();
    String mean = tensors.digest(first.mean());
    String params = tensors.digest(first.params());
    contenders.forEach(
        (way, contender) -> {
          Optional<Contender.Results> results = contender.results();
          results.ifPresent(keys -> same(way, "mean", mean, tensors.digest(keys.mean())));
          results.ifPresent(keys -> same(way, "params", params, tensors.digest(keys.params())));
        });
  }

  private static void same(Way way, String what, String expected, String digest) {
    if (!digest.equals(expected)) {
      throw new IllegalStateException(
          "%s has other %s than the database's command: digest %s, not %s; the figures mean nothing"
              .formatted(way, what, digest, expected));
    }
  }
}
