package io.spirt.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.DatasetManifest;
import io.spirt.functions.RoundRecord;
import io.spirt.functions.RoundRecord.StageRecord;
import io.spirt.functions.StageEvent;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.monitor.report.PeerReport;
import io.spirt.peer.Assignment;
import io.spirt.peer.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Feeds a monitor from the records that peers leave in the object store, at the times that the
 * records give. Records may come late, in any order, and more than once with more in them. Used by
 * one thread.
 */
public final class RunReplay {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A stage of a record; {@code end} tells its end from its start. */
  private record Moment(long millis, boolean end, RoundRecord record, StageRecord stage) {}

  private final Job job;
  private final RunMonitor monitor;
  private final SortedMap<Integer, PeerTrack> tracks = new TreeMap<>();
  private final SortedMap<Integer, SortedMap<Integer, String>> digests = new TreeMap<>();
  private final SortedMap<Integer, View.Change> changes = new TreeMap<>();
  private final GradientCount gradients = new GradientCount();
  private String engine = "";
  private long nowMillis;
  private long startMillis;
  private long lastMillis;

  /** A run of which nothing was read yet; its initial peers are at work. */
  public RunReplay(Job job, RunObserver observer) {
    this.job = job;
    this.monitor = new RunMonitor(job, observer, () -> nowMillis * NANOS_PER_MILLI);
    monitor.peersStart(
        IntStream.range(0, job.peers()).boxed().collect(Collectors.toMap(r -> r, r -> 0)));
  }

  /** What the records come to. */
  public RunMonitor monitor() {
    return monitor;
  }

  /** Takes records in, those of one call in the order of time. */
  public void replay(Collection<RoundRecord> records) {
    List<Moment> moments = new ArrayList<>();
    for (RoundRecord record : records) {
      for (StageRecord stage : record.stages()) {
        moments.add(new Moment(stage.startedMillis(), false, record, stage));
        moments.add(new Moment(stage.endedMillis(), true, record, stage));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::millis).thenComparing(Moment::end));
    moments.forEach(this::replay);
  }

  /** An execution of a peer failed, noticed by somebody else at that time. */
  public void failed(int rank, String cause, long atMillis) {
    nowMillis = Math.max(lastMillis, atMillis);
    PeerTrack track = track(rank);
    int next = track.round() + 1;
    monitor.peerFailed(rank, next < job.rounds() ? job.epochOf(next) : 0, next, cause);
  }

  private void replay(Moment moment) {
    nowMillis = moment.millis();
    lastMillis = Math.max(lastMillis, nowMillis);
    StageRecord stage = moment.stage();
    RoundRecord record = moment.record();
    boolean isRound = record.round() >= 0;
    if (startMillis == 0 && (isRound || stage.stage().equals(Stage.TRIGGER_EPOCH.word()))) {
      startMillis = nowMillis;
      monitor.trainingStarts();
    }
    StageEvent event =
        new StageEvent(
            stage.stage(),
            record.run(),
            record.rank(),
            record.epoch(),
            record.round(),
            stage.batch(),
            null);
    if (moment.end()) {
      if (note(record, stage)) {
        comeBack(record.rank());
      }
      monitor.stageEnded(event, stage.result());
    } else {
      monitor.stageStarted(event);
    }
  }

  /** A peer that had failed and leaves records again is back. */
  private void comeBack(int rank) {
    boolean lost = monitor.ranks().contains(rank) && !monitor.atWork().contains(rank);
    PeerTrack track = track(rank);
    if (lost && !track.removed() && !monitor.ended().contains(rank) && !monitor.end().isDone()) {
      monitor.peerJoins(rank, Math.min(track.round() + 1, job.rounds() - 1));
    }
  }

  /** False if it says nothing new of how far the peer is. */
  private boolean note(RoundRecord record, StageRecord stage) {
    JsonNode result = stage.result();
    PeerTrack before = track(record.rank());
    PeerTrack after = before.after(record, stage);
    tracks.put(record.rank(), after);
    if (result.hasNonNull("paramsDigest")) {
      digests
          .computeIfAbsent(result.path("version").asInt(), version -> new TreeMap<>())
          .put(record.rank(), result.path("paramsDigest").asText());
    }
    if (stage.stage().equals(Stage.COMPUTE_GRADIENT.word())) {
      gradients.add(stage.startedMillis(), stage.endedMillis());
    }
    engine = result.path("engine").asText(engine);
    JsonNode view = result.path("view");
    List<Integer> removed = ranks(view.path("removed"));
    List<Integer> added = ranks(view.path("added"));
    if (!removed.isEmpty() || !added.isEmpty()) {
      int epoch = view.path("epoch").asInt();
      changes.put(epoch, new View.Change(epoch, removed, added));
    }
    return !after.equals(before);
  }

  private static List<Integer> ranks(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private PeerTrack track(int rank) {
    return tracks.getOrDefault(rank, PeerTrack.start(rank));
  }

  /** How far a peer is. */
  public PeerTrack peer(int rank) {
    return track(rank);
  }

  /** The latest view that a peer told of. */
  public View view() {
    View view = View.initial(job.peers());
    for (View.Change change : changes.values()) {
      view = view.with(change);
    }
    return view;
  }

  /** Digests of the params by version of the model, and by rank. */
  public SortedMap<Integer, Map<Integer, String>> digests() {
    SortedMap<Integer, Map<Integer, String>> copy = new TreeMap<>();
    digests.forEach((version, byRank) -> copy.put(version, Map.copyOf(byRank)));
    return copy;
  }

  /** The training engine and its version; empty if no peer told it. */
  public String engine() {
    return engine;
  }

  /** When the first round started, epoch milliseconds; 0 if none did. */
  public long startMillis() {
    return startMillis;
  }

  /** When the last stage ended that was read, epoch milliseconds; 0 if none was. */
  public long lastMillis() {
    return lastMillis;
  }

  /** Most gradients that were computed at the same time. */
  public int gradientsAtOnce() {
    return gradients.most();
  }

  /** Each peer as it was last seen. */
  public List<PeerReport> peers(DatasetManifest data) {
    View view = view();
    Assignment assignment = Assignment.assign(data.batches(), view);
    SortedSet<Integer> ranks = new TreeSet<>(monitor.ranks());
    ranks.addAll(tracks.keySet());
    return ranks.stream()
        .map(this::track)
        .map(
            track ->
                new PeerReport(
                    track.rank(),
                    assignment.of(track.rank()).size(),
                    Math.max(0, track.version()),
                    track.paramsDigest(),
                    PeerReport.status(
                        view.active().contains(track.rank()),
                        monitor.ended().contains(track.rank()))))
        .toList();
  }
}
