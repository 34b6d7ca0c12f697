package io.spirt.local;

import io.spirt.functions.RunObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The peers that were started on this machine, dead ones too. Thread-safe. */
final class LocalPeers implements AutoCloseable {
  private final String run;
  private final RunObjects objects;
  private final SortedMap<Integer, LocalPeer> peers = new TreeMap<>();
  private boolean closed;

  /**
   * @param objects where the others find a peer's join-request queue
   */
  LocalPeers(String run, RunObjects objects) {
    this.run = run;
    this.objects = objects;
  }

  /**
   * Takes charge of peers.
   *
   * @throws IllegalStateException if all is closed already; the peers are closed, too
   */
  void add(Map<Integer, LocalPeer> started) {
    synchronized (this) {
      if (!closed) {
        peers.putAll(started);
        objects.putJoinQueues(
            run,
            peers.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().settings().joinRequestQueueUrl())));
        return;
      }
    }
    Closing.all(List.copyOf(started.values()));
    throw new IllegalStateException("the run is ending");
  }

  /**
   * A peer.
   *
   * @throws IllegalArgumentException if none of that rank was started
   */
  synchronized LocalPeer of(int rank) {
    LocalPeer peer = peers.get(rank);
    if (peer == null) {
      throw new IllegalArgumentException("no peer of rank " + rank + "; there are " + ranks());
    }
    return peer;
  }

  /** The ranks. */
  synchronized SortedSet<Integer> ranks() {
    return new TreeSet<>(peers.keySet());
  }

  @Override
  public void close() {
    List<LocalPeer> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(peers.values());
    }
    all.parallelStream().forEach(peer -> Closing.all(List.of(peer)));
  }
}
