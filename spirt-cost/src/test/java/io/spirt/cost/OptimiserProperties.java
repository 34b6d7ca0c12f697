package io.spirt.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cost.limit.Quotas;
import io.spirt.cost.price.PriceFile;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class OptimiserProperties {
  private static final int MOST = 5;

  private static Proposals search(Goal goal, Bounds bounds) {
    return Optimiser.search(
        Samples.job("mobilenet-v3-small", "mnist", 64, 4, 10, 4),
        Samples.deployment(4),
        PriceFile.current().region("us-east-1"),
        Quotas.of("us-east-1"),
        goal,
        bounds,
        MOST);
  }

  @Property(tries = 8)
  void nothingIsProposedBeyondTheBounds(
      @ForAll Goal goal,
      @ForAll @DoubleRange(min = 0.01, max = 3) double dollars,
      @ForAll @DoubleRange(min = 10, max = 3_000) double seconds) {
    Bounds bounds = new Bounds(dollars, seconds);
    Proposals found = search(goal, bounds);
    List<Candidate> best = found.best();
    assertThat(best)
        .hasSizeLessThanOrEqualTo(MOST)
        .allMatch(candidate -> candidate.dollars() <= dollars)
        .allMatch(candidate -> candidate.seconds() <= seconds);
    if (best.isEmpty()) {
      assertThat(found.nearest()).matches(nearest -> !bounds.allow(nearest));
    } else {
      assertThat(found.nearest()).isNull();
      assertThat(best).isSortedAccordingTo((a, b) -> compare(goal, a, b));
    }
  }

  @Property(tries = 1)
  void withoutBoundsEachGoalIsReachedBest() {
    Candidate fastest = search(Goal.TIME, Bounds.NONE).best().get(0);
    Candidate cheapest = search(Goal.COST, Bounds.NONE).best().get(0);
    assertThat(fastest.seconds()).isLessThanOrEqualTo(Math.ceil(cheapest.seconds()));
    assertThat(cheapest.dollars()).isLessThanOrEqualTo(fastest.dollars());
  }

  private static int compare(Goal goal, Candidate a, Candidate b) {
    return goal == Goal.TIME
        ? Double.compare(Math.ceil(a.seconds()), Math.ceil(b.seconds()))
        : Double.compare(a.dollars(), b.dollars());
  }
}
