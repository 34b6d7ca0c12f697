package io.spirt.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many gradients were computed at the same time. Not thread-safe. */
final class GradientCount {

  private record Step(long millis, int change) {}

  private final List<Step> steps = new ArrayList<>();

  /** One gradient, from its start to its end. */
  void add(long from, long to) {
    steps.add(new Step(from, 1));
    steps.add(new Step(to, -1));
  }

  /** Most at any time; one that starts when another ends does not overlap it. */
  int most() {
    int running = 0;
    int most = 0;
    List<Step> inOrder = new ArrayList<>(steps);
    inOrder.sort(Comparator.comparingLong(Step::millis).thenComparingInt(Step::change));
    for (Step step : inOrder) {
      running += step.change();
      most = Math.max(most, running);
    }
    return most;
  }
}
