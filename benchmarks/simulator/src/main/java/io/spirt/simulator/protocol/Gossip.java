package io.spirt.simulator.protocol;

import io.spirt.simulator.engine.Activity;
import java.util.List;

/** Each peer takes the averages of the peers 1, 2, 4, 8, ... ranks on, and of no others. */
final class Gossip extends SpirtExchange {

  Gossip(Cloud cloud, List<Host> databases) {
    super(cloud, databases);
  }

  @Override
  double modelsInMemory() {
    return neighbours() + 3.0;
  }

  /** The least number of doublings that reaches every peer. */
  private int neighbours() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(peers() - 1);
  }

  @Override
  Activity aggregate(int rank, Invocation function) {
    double bytes = scenario().exchanged();
    int neighbours = neighbours();
    return Activity.sequence(
        function.fetch(database(rank), bytes),
        Activity.now(() -> cloud().usage().exchanged(neighbours * bytes, neighbours * bytes)),
        function.fetchAll(neighbours, i -> database((rank + (1 << i)) % peers()), bytes),
        combine(function, neighbours + 1.0),
        storeAggregate(rank, function));
  }
}
