package io.spirt.attacks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes what was acted out, once for a rank and round however often a stage runs. Thread-safe. */
final class ActedAttacks {
  private record Place(int round, int rank) {}

  private final Map<Place, ActedAttack> byPlace = new ConcurrentHashMap<>();

  void add(ActedAttack one) {
    byPlace.merge(
        new Place(one.round(), one.rank()), one, (first, later) -> first.acted() ? first : later);
  }

  /** By round, then by rank. */
  List<ActedAttack> all() {
    return byPlace.values().stream()
        .sorted(Comparator.comparingInt(ActedAttack::round).thenComparingInt(ActedAttack::rank))
        .toList();
  }
}
