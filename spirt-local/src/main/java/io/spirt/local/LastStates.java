package io.spirt.local;

import io.spirt.database.DatabaseClients;
import io.spirt.database.ModelStore;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.FunctionServices;
import io.spirt.monitor.RunMonitor;
import io.spirt.monitor.report.PeerReport;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import redis.clients.jedis.exceptions.JedisException;

/** What the peers' databases hold at the end of a run. */
final class LastStates {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LocalCloud cloud;
  private final SortedSet<Integer> ended;

  /**
   * @param ended the peers that got to the end; at least one
   */
  LastStates(LocalCloud cloud, SortedSet<Integer> ended) {
    this.cloud = cloud;
    this.ended = ended;
  }

  /** Version of the database servers. */
  String serverVersion() {
    return services().database(cloud.run(), ended.first()).serverVersion();
  }

  /** Each peer that was ever at work. */
  List<PeerReport> peers(DatasetManifest data, RunMonitor monitor) {
    View view = services().database(cloud.run(), ended.first()).progress().view();
    Assignment assignment = Assignment.assign(data.batches(), view);
    List<PeerReport> peers = new ArrayList<>();
    for (int rank : monitor.ranks()) {
      Optional<ModelStore.Version> model = model(rank);
      peers.add(
          new PeerReport(
              rank,
              assignment.of(rank).size(),
              model.map(ModelStore.Version::version).orElse(0),
              model.map(ModelStore.Version::digest).orElse(""),
              PeerReport.status(view.active().contains(rank), ended.contains(rank))));
    }
    return peers;
  }

  private Optional<ModelStore.Version> model(int rank) {
    try {
      return DatabaseClients.answers(cloud.database(rank), PATIENCE)
          ? services().database(cloud.run(), rank).model().version()
          : Optional.empty();
    } catch (JedisException e) {
      return Optional.empty();
    }
  }

  private FunctionServices services() {
    return cloud.services();
  }
}
