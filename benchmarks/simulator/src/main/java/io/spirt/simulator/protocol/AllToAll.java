package io.spirt.simulator.protocol;

import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import java.util.List;

/** SPIRT's own: every peer fetches every average, then all verdicts, and combines for itself. */
final class AllToAll extends SpirtExchange {
  private final Barrier verdicts;

  AllToAll(Cloud cloud, List<Host> databases) {
    super(cloud, databases);
    this.verdicts = new Barrier(databases.size());
  }

  @Override
  double modelsInMemory() {
    return peers() + 2.0;
  }

  @Override
  Activity aggregate(int rank, Invocation function) {
    double verdict = peers() * scenario().of(Parameter.VERDICT_BYTES);
    int others = peers() - 1;
    return Activity.sequence(
        function.fetch(database(rank), scenario().exchanged()),
        fetchFromOthers(rank, function, others, scenario().exchanged()),
        function.store(database(rank), verdict),
        verdicts.await(),
        look(),
        function.fetchAll(others, i -> other(rank, i), verdict),
        combine(function, peers()),
        storeAggregate(rank, function));
  }
}
