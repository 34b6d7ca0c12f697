package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.AgreedView;
import io.spirt.engine.DatasetManifest;
import io.spirt.job.Job;
import io.spirt.monitor.RunFailedException;
import io.spirt.monitor.RunMonitor;
import io.spirt.monitor.report.JoinReport;
import io.spirt.peer.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes newcomers into a run that goes on. Thread-safe. */
final class Joining {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Job job;
  private final DatasetManifest data;
  private final LocalCloud cloud;
  private final PeerEntry entry;
  private final RunMonitor monitor;
  private final Path runtime;
  private RunState state;

  /**
   * @param runtime where the run's state is kept
   */
  Joining(
      Job job,
      DatasetManifest data,
      LocalCloud cloud,
      PeerEntry entry,
      RunMonitor monitor,
      Path runtime,
      RunState state) {
    this.job = job;
    this.data = data;
    this.cloud = cloud;
    this.entry = entry;
    this.monitor = monitor;
    this.runtime = runtime;
    this.state = state;
  }

  /**
   * Takes one more peer in; returns when it is a member and has been set off.
   *
   * @throws RunRefusedException if it cannot join, or the run ends before it is a member
   */
  JoinReport join(Consumer<String> progress) {
    check();
    int rank = nextRank();
    progress.accept("starting the database of rank " + rank);
    cloud.startPeer(rank);
    progress.accept("rank " + rank + " announces itself");
    try {
      return takeIn(rank, progress);
    } catch (RunFailedException e) {
      if (monitor.end().isDone()) {
        throw new RunRefusedException("the run ended before rank " + rank + " was a member", e);
      }
      throw e;
    }
  }

  private void check() {
    if (monitor.isEnding()) {
      throw new RunRefusedException("it is in its last epoch; a newcomer begins with the next one");
    }
    int peers = monitor.atWork().size() + 1;
    int share = data.batches() / peers;
    int rounds = job.training().roundsPerEpoch();
    if (share < rounds) {
      throw new RunRefusedException(
          String.format(
              "with %d peers a peer would have only %d of the %d batches, for %d rounds an epoch"
                  + " (/training/roundsPerEpoch)",
              peers, share, data.batches(), rounds));
    }
  }

  private synchronized int nextRank() {
    int rank = state.peers();
    state = state.withPeer();
    try {
      state.write(runtime);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + runtime, e);
    }
    return rank;
  }

  private JoinReport takeIn(int rank, Consumer<String> progress) {
    long recognised = entry.announce(rank);
    progress.accept("rank " + rank + " is known to every active peer");
    long start = System.nanoTime();
    JsonNode[] complete = new JsonNode[1];
    long[] integrated = new long[1];
    JsonNode ready =
        entry.authenticate(
            rank,
            result -> {
              if (complete[0] == null && isIntegrated(result)) {
                complete[0] = result;
                integrated[0] = System.nanoTime() - start;
                progress.accept(
                    "rank "
                        + rank
                        + " has copied the model at version "
                        + result.path("version").asInt()
                        + " and waits for the next epoch");
              }
              return result.path("ready").asBoolean();
            });
    entry.setOff(rank, ready.path("version").asInt());
    return new JoinReport(
        rank,
        firstEpoch(rank),
        recognised / NANOS_PER_MILLI,
        (recognised + integrated[0]) / NANOS_PER_MILLI,
        complete[0].path("version").asInt());
  }

  private static boolean isIntegrated(JsonNode result) {
    return result.path("complete").asBoolean() && result.path("version").asInt(-1) >= 0;
  }

  private int firstEpoch(int rank) {
    return cloud.services().database(cloud.run(), rank).progress().agreedView().stream()
        .map(AgreedView::view)
        .flatMap(view -> view.changes().stream())
        .filter(change -> change.added().contains(rank))
        .mapToInt(View.Change::epoch)
        .max()
        .orElse(0);
  }
}
