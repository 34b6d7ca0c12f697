package io.spirt.simulator.protocol;

import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import java.util.List;

/** Peer i combines slice i of all averages; then every peer fetches the other slices. */
final class Slices extends SpirtExchange {
  private final Barrier reduced;

  Slices(Cloud cloud, List<Host> databases) {
    super(cloud, databases);
    this.reduced = new Barrier(databases.size());
  }

  @Override
  double modelsInMemory() {
    return 3;
  }

  @Override
  Activity aggregate(int rank, Invocation function) {
    double slice = scenario().exchanged() / peers();
    int others = peers() - 1;
    return Activity.sequence(
        function.fetch(database(rank), slice),
        fetchFromOthers(rank, function, others, slice),
        combine(function, 1),
        function.store(database(rank), slice),
        reduced.await(),
        look(),
        fetchFromOthers(rank, function, others, slice),
        combine(function, 1),
        storeAggregate(rank, function));
  }
}
