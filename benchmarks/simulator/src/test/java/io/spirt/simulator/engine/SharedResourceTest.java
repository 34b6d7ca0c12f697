package io.spirt.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times by hand, of a link of 10 units a second unless something else is said. */
class SharedResourceTest {
  private final Simulation simulation = new Simulation();
  private final List<Double> ends = new ArrayList<>();

  private void use(SharedResource resource, double start, double units) {
    int place = ends.size();
    ends.add(Double.NaN);
    simulation.after(
        start, () -> resource.use(units).start(() -> ends.set(place, simulation.now())));
  }

  private void expect(double... seconds) {
    var unused = simulation.run();
    for (int i = 0; i < seconds.length; i++) {
      assertThat(ends.get(i)).isEqualTo(seconds[i], within(1e-9));
    }
  }

  @Test
  void twoFlowsOfOneLinkHaveHalfOfItEach() {
    SharedResource link = new SharedResource(simulation, 10, 10);
    use(link, 0, 100);
    use(link, 0, 50);
    // Both at 5: the small one ends at 10 s, the other has 50 left at 10.
    expect(15, 10);
    assertThat(link.busySeconds()).isEqualTo(15, within(1e-9));
  }

  @Test
  void whoComesLaterTakesItsShareFromThen() {
    SharedResource link = new SharedResource(simulation, 10, 10);
    use(link, 0, 100);
    use(link, 4, 30);
    // 40 done at 4 s; then 5 a second each: the second ends at 10 s; 30 left at 10 a second.
    expect(13, 10);
  }

  @Test
  void aShorterUseThatComesLaterEndsFirst() {
    SharedResource link = new SharedResource(simulation, 10, 10);
    use(link, 0, 1000);
    use(link, 1, 5);
    expect(100.5, 2);
  }

  @Test
  void oneUserCannotTakeMoreThanItsOwnBound() {
    SharedResource cores = new SharedResource(simulation, 2, 1);
    use(cores, 0, 3);
    // One core each for two, two thirds of a core each for three.
    use(cores, 0, 3);
    use(cores, 3, 2);
    use(cores, 3, 2);
    use(cores, 3, 2);
    expect(3, 3, 6, 6, 6);
  }

  @Test
  void nothingTakesNoTime() {
    SharedResource link = new SharedResource(simulation, 10, 10);
    use(link, 2, 0);
    expect(2);
  }

  @Test
  void manyEqualUsesEndTogether() {
    SharedResource link = new SharedResource(simulation, 10, 10);
    for (int i = 0; i < 1000; i++) {
      use(link, 0, 1);
    }
    expect(100);
    assertThat(ends).allSatisfy(end -> assertThat(end).isEqualTo(100, within(1e-6)));
  }
}
