package io.spirt.local;

import io.spirt.database.DatabaseClients;
import io.spirt.monitor.RunMonitor;
import java.time.Duration;

/** Looks after the peers of a run, see {@link PeerSupervisor}. */
final class Supervision implements PeerSupervisor.Care {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LocalCloud cloud;
  private final PeerEntry entry;
  private final RunMonitor monitor;

  Supervision(LocalCloud cloud, PeerEntry entry, RunMonitor monitor) {
    this.cloud = cloud;
    this.entry = entry;
    this.monitor = monitor;
  }

  @Override
  public boolean isOver() {
    return monitor.end().isDone();
  }

  @Override
  public boolean answers(int rank) {
    return DatabaseClients.answers(cloud.database(rank), PATIENCE);
  }

  @Override
  public void bringBack(int rank, int attempt) {
    monitor.peerRejoins(rank, attempt);
    entry.bringBack(rank);
  }
}
