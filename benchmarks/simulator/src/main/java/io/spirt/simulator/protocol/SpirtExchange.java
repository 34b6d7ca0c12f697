package io.spirt.simulator.protocol;

import io.spirt.simulator.Exchange;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.engine.Activity;
import java.util.List;

/** How SPIRT's averages, each in its peer's database, become one aggregate in each database. */
abstract class SpirtExchange {
  private final Cloud cloud;
  private final List<Host> databases;

  SpirtExchange(Cloud cloud, List<Host> databases) {
    this.cloud = cloud;
    this.databases = databases;
  }

  static SpirtExchange of(Exchange exchange, Cloud cloud, List<Host> databases) {
    return switch (exchange) {
      case ALL_TO_ALL -> new AllToAll(cloud, databases);
      case SCATTER_REDUCE -> new Slices(cloud, databases);
      case RING -> new Ring(cloud, databases);
      case TREE -> new Tree(cloud, databases);
      case GOSSIP -> new Gossip(cloud, databases);
    };
  }

  /** What the aggregate function of a peer does. */
  abstract Activity aggregate(int rank, Invocation function);

  /** Models that the function holds at a time. */
  abstract double modelsInMemory();

  final Cloud cloud() {
    return cloud;
  }

  final Scenario scenario() {
    return cloud.scenario();
  }

  final int peers() {
    return databases.size();
  }

  final Host database(int rank) {
    return databases.get(rank);
  }

  /** The database of the i-th other peer after this one. */
  final Host other(int rank, int i) {
    return databases.get((rank + 1 + i) % peers());
  }

  /** Gets so many bytes from each of so many others, beginning with the next rank. */
  final Activity fetchFromOthers(int rank, Invocation function, int others, double bytes) {
    return Activity.now(() -> cloud.usage().exchanged(others * bytes, others * bytes))
        .then(function.fetchAll(others, i -> other(rank, i), bytes));
  }

  /** Checks digests of so many averages, unpacks them if they are compressed, combines them. */
  final Activity combine(Invocation function, double averages) {
    double bytes = averages * scenario().exchanged();
    Activity unpack =
        scenario().compressed()
            ? function.pass(averages * scenario().size().model(), Parameter.CODEC_BYTES)
            : Activity.NOTHING;
    return Activity.sequence(
        function.pass(bytes, Parameter.DIGEST_BYTES),
        unpack,
        function.pass(averages * scenario().size().model(), Parameter.RULE_BYTES));
  }

  /** Puts the aggregate into the own database. */
  final Activity storeAggregate(int rank, Invocation function) {
    return function.store(database(rank), scenario().size().model());
  }

  /** A look at another database that shows what was waited for: half a pause late, and a call. */
  final Activity look() {
    return cloud.pause(
        scenario().of(Parameter.DATABASE_POLL) / 2 + scenario().of(Parameter.DATABASE_CALL));
  }
}
