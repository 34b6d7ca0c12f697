package io.spirt.benchmarks.replay.byzantine;

import java.util.Optional;
import java.util.OptionalDouble;

/** How a rule stands an attack. */
enum Standing {
  /** It ends within ten points of its accuracy without attack. */
  HOLDS("holds"),
  /** In between. */
  SUFFERS("suffers"),
  /** It ends below half of its accuracy without attack, or the run breaks down. */
  FAILS("fails");

  /** As the papers lost about six points where they call a rule robust. */
  private static final double MOST_LOST = 0.10;

  private static final double FAILED_PART = 0.5;

  /** Below it, training was too short for a comparison to say anything. */
  static final double LEAST_BASELINE = 0.6;

  private final String word;

  Standing(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /**
   * How an attacked rule stands.
   *
   * @return empty if nothing can be said: it was not run, or there is no accuracy without attack to
   *     compare with, or too low a one
   */
  static Optional<Standing> of(Outcome outcome, OptionalDouble baseline) {
    if (outcome.end() == Outcome.End.TOO_FEW_PEERS || !outcome.lied()) {
      return Optional.empty();
    }
    if (outcome.end() == Outcome.End.BROKE_DOWN) {
      return Optional.of(FAILS);
    }
    if (baseline.isEmpty() || baseline.getAsDouble() < LEAST_BASELINE) {
      return Optional.empty();
    }
    double without = baseline.getAsDouble();
    double with = outcome.finalAccuracy().orElse(0);
    if (with < FAILED_PART * without) {
      return Optional.of(FAILS);
    }
    return Optional.of(with >= without - MOST_LOST ? HOLDS : SUFFERS);
  }
}
