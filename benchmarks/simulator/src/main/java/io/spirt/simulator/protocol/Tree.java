package io.spirt.simulator.protocol;

import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Signal;
import java.util.List;
import java.util.stream.IntStream;

/** Parents sum what their children show in their databases; the root's mean goes down again. */
final class Tree extends SpirtExchange {
  private final int fanout;
  private final List<Signal> sums;
  private final List<Signal> means;

  Tree(Cloud cloud, List<Host> databases) {
    super(cloud, databases);
    this.fanout = (int) Math.max(1, scenario().of(Parameter.TREE_FANOUT));
    this.sums = databases.stream().map(database -> new Signal()).toList();
    this.means = databases.stream().map(database -> new Signal()).toList();
  }

  @Override
  double modelsInMemory() {
    return fanout + 3.0;
  }

  @Override
  Activity aggregate(int rank, Invocation function) {
    List<Integer> children =
        IntStream.rangeClosed(fanout * rank + 1, Math.min(fanout * rank + fanout, peers() - 1))
            .boxed()
            .toList();
    return Activity.sequence(
        function.fetch(database(rank), scenario().exchanged()),
        children.isEmpty() ? Activity.NOTHING : collect(rank, children, function),
        sums.get(rank).give(),
        rank == 0 ? Activity.NOTHING : take((rank - 1) / fanout, function),
        storeAggregate(rank, function),
        means.get(rank).give());
  }

  private Activity collect(int rank, List<Integer> children, Invocation function) {
    double bytes = scenario().exchanged();
    return Activity.sequence(
        Activity.together(children.size(), i -> sums.get(children.get(i)).await()),
        look(),
        Activity.now(
            () -> cloud().usage().exchanged(children.size() * bytes, children.size() * bytes)),
        function.fetchAll(children.size(), i -> database(children.get(i)), bytes),
        combine(function, children.size() + 1),
        function.store(database(rank), bytes));
  }

  private Activity take(int parent, Invocation function) {
    double bytes = scenario().exchanged();
    return Activity.sequence(
        means.get(parent).await(),
        look(),
        Activity.now(() -> cloud().usage().exchanged(bytes, bytes)),
        function.fetch(database(parent), bytes),
        combine(function, 1));
  }
}
