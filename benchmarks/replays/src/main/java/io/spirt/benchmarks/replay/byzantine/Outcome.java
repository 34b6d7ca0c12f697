package io.spirt.benchmarks.replay.byzantine;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What came of a combination.
 *
 * @param end how it ended
 * @param why what failed, or what is missing; empty if nothing
 * @param points by round; as far as it got
 * @param honestAgree whether all honest peers held the same params at the end
 * @param lied whether every attacker did what it was to do; true without attack
 * @param seconds wall time of the run
 */
record Outcome(
    Combination combination,
    End end,
    String why,
    List<Point> points,
    boolean honestAgree,
    boolean lied,
    double seconds) {

  /** How a combination ended. */
  enum End {
    /** It was trained to the last round. */
    TRAINED,
    /** The run broke down on its way, as it may where an attack succeeds. */
    BROKE_DOWN,
    /** It was not run: the rule needs more peers. */
    TOO_FEW_PEERS
  }

  Outcome {
    points = List.copyOf(points);
  }

  /** That a rule cannot be used in a setting. */
  static Outcome tooFewPeers(Combination combination, int needed) {
    return new Outcome(
        combination,
        End.TOO_FEW_PEERS,
        "needs %d peers".formatted(needed),
        List.of(),
        /* honestAgree= */ true,
        /* lied= */ true,
        0);
  }

  /** Accuracy after the last round that there was; empty if there was none. */
  OptionalDouble finalAccuracy() {
    return points.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(points.get(points.size() - 1).accuracy());
  }

  /** The round after which the last look was taken; 0 if there was none. */
  int lastRound() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).round();
  }

  /** The first round after which the accuracy was at least so. */
  OptionalInt firstRoundAt(double accuracy) {
    return points.stream()
        .filter(point -> point.accuracy() >= accuracy)
        .mapToInt(Point::round)
        .findFirst();
  }
}
