package io.spirt.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Queues with a fixed service time, by hand. */
class QueueTest {
  private final Simulation simulation = new Simulation();
  private final List<Double> ends = new ArrayList<>();

  private Activity service(double seconds) {
    return done -> simulation.after(seconds, done);
  }

  private void arrive(double time, Activity activity) {
    simulation.after(time, () -> activity.start(() -> ends.add(simulation.now())));
  }

  @Test
  void oneServerServesInOrderOfArrival() {
    Slots server = new Slots(1);
    for (int i = 0; i < 4; i++) {
      // Arrivals each second, service 3 s: the i-th waits 2i seconds.
      arrive(i, server.holding(service(3)));
    }
    var unused = simulation.run();
    assertThat(ends).containsExactly(3.0, 6.0, 9.0, 12.0);
    // At 3 s the last comes, in the moment in which the first goes.
    assertThat(server.mostWanted()).isEqualTo(4);
  }

  @Test
  void twoServersServeTwoAtATime() {
    Slots servers = new Slots(2);
    for (int i = 0; i < 5; i++) {
      arrive(0, servers.holding(service(1)));
    }
    var unused = simulation.run();
    assertThat(ends).containsExactly(1.0, 1.0, 2.0, 2.0, 3.0);
    assertThat(servers.mostWanted()).isEqualTo(5);
  }

  @Test
  void poissonArrivalsWaitAsPollaczekAndKhinchineSay() {
    Slots server = new Slots(1);
    Random random = new Random(5);
    double time = 0;
    int customers = 40_000;
    double[] waited = {0};
    for (int i = 0; i < customers; i++) {
      time += -Math.log(1 - random.nextDouble()) / 0.7;
      double arrival = time;
      simulation.after(
          time,
          () ->
              server
                  .holding(
                      Activity.now(() -> waited[0] += simulation.now() - arrival).then(service(1)))
                  .start(() -> {}));
    }
    var unused = simulation.run();
    // M/D/1 with service 1 and load 0.7: 0.7 / (2 (1 - 0.7)).
    assertThat(waited[0] / customers).isEqualTo(0.7 / 0.6, within(0.08));
  }

  @Test
  void aGateLetsTheBurstThroughAndThenTheRate() {
    Gate gate = new Gate(simulation, 2, 4);
    for (int i = 0; i < 4; i++) {
      arrive(0, gate.pass(1));
    }
    var unused = simulation.run();
    assertThat(ends).containsExactly(0.0, 0.0, 0.25, 0.5);
    assertThat(gate.passed()).isEqualTo(4);
    assertThat(gate.mostAsked()).isEqualTo(4);
    assertThat(gate.longestWait()).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void aBarrierHoldsEverybodyForTheLast() {
    Barrier barrier = new Barrier(3);
    arrive(1, barrier.await());
    arrive(5, barrier.await());
    arrive(2, barrier.await());
    var unused = simulation.run();
    assertThat(ends).containsExactly(5.0, 5.0, 5.0);
  }

  @Test
  void aSignalIsNotMissedByWhoComesLater() {
    Signal signal = new Signal();
    arrive(4, signal.await());
    arrive(1, signal.await());
    simulation.after(2, () -> signal.give().start(() -> {}));
    var unused = simulation.run();
    assertThat(ends).containsExactly(2.0, 4.0);
  }

  @Test
  void activitiesFollowEachOtherOrRunSideBySide() {
    arrive(0, Activity.sequence(service(1), service(2)));
    arrive(0, Activity.together(3, i -> service(i + 1)));
    arrive(0, Activity.atMost(2, 4, i -> service(5)));
    arrive(0, Activity.repeat(100_000, i -> Activity.NOTHING));
    var unused = simulation.run();
    assertThat(ends).containsExactlyInAnyOrder(3.0, 3.0, 10.0, 0.0);
  }

  @Test
  void thePastCannotBeScheduled() {
    assertThatThrownBy(() -> simulation.after(-1, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0 s");
  }
}
