package io.spirt.benchmarks.replay.command;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.aggregation.AggregationCost;
import io.spirt.benchmarks.replay.byzantine.Byzantine;
import io.spirt.benchmarks.replay.compression.CompressionReplay;
import io.spirt.benchmarks.replay.database.InDatabaseAverage;
import io.spirt.benchmarks.replay.database.InDatabaseUpdate;
import io.spirt.benchmarks.replay.frameworks.ExchangePatterns;
import io.spirt.benchmarks.replay.frameworks.FrameworkAccuracy;
import io.spirt.benchmarks.replay.frameworks.FrameworkCost;
import io.spirt.benchmarks.replay.frameworks.FrameworkScaling;
import io.spirt.benchmarks.replay.frameworks.FrameworkStages;
import io.spirt.benchmarks.replay.frameworks.SignificanceFilter;
import io.spirt.benchmarks.replay.membership.NewPeer;
import io.spirt.benchmarks.replay.membership.PeerFailure;
import io.spirt.benchmarks.replay.p2p.ComputeVsCommunication;
import io.spirt.benchmarks.replay.p2p.Offloading;
import io.spirt.benchmarks.replay.p2p.OffloadingCost;
import io.spirt.benchmarks.replay.p2p.StageResources;
import io.spirt.benchmarks.replay.p2p.SyncAsync;
import io.spirt.benchmarks.replay.scaling.AggregationByPeers;
import io.spirt.benchmarks.replay.scaling.EpochTable;
import io.spirt.benchmarks.replay.scaling.Scaling;
import java.util.List;
import java.util.function.Supplier;

/** All experiments, in the order in which they are listed; one line for each. */
public final class Experiments {
  private static final List<Supplier<Experiment>> ALL =
      List.of(
          StageResources::new,
          Offloading::new,
          OffloadingCost::new,
          SyncAsync::new,
          ComputeVsCommunication::new,
          CompressionReplay::new,
          InDatabaseAverage::new,
          InDatabaseUpdate::new,
          Scaling::new,
          AggregationByPeers::new,
          EpochTable::new,
          PeerFailure::new,
          NewPeer::new,
          Byzantine::new,
          AggregationCost::new,
          FrameworkStages::new,
          FrameworkScaling::new,
          FrameworkCost::new,
          ExchangePatterns::new,
          SignificanceFilter::new,
          FrameworkAccuracy::new);

  private Experiments() {}

  /** One of each, made anew. */
  public static List<Experiment> all() {
    return ALL.stream().map(Supplier::get).toList();
  }
}
