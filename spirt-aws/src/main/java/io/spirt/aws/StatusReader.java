package io.spirt.aws;

import io.spirt.functions.RunObjects;
import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.monitor.PeerTrack;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.RunReplay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds out how far a run is, once, from its last records and its executions. */
public final class StatusReader {
  /** Peers are at most one round apart, so that they share one of the last two versions. */
  private static final int LAST_ROUNDS = 2;

  private final DeployedRun run;

  /**
   * Reads the status of a run.
   *
   * @param clients stay the caller's
   */
  public StatusReader(AwsClients clients, DeployedStack stack, String run) {
    this.run = new DeployedRun(clients, stack, run);
  }

  /**
   * How far the run is now.
   *
   * @throws AwsRefusedException if there is no such run
   */
  public RunStatus read() {
    Optional<Submission> submission = run.objects().submission(run.name());
    Optional<Execution> taking = run.submissionExecution();
    if (submission.isPresent()) {
      return ofTaken(submission.get(), taking.map(Execution::name).orElse(null));
    }
    Execution execution = taking.orElseThrow(run::missing);
    boolean refused = !execution.runs() && !execution.succeeded();
    return new RunStatus(
        run.name(),
        run.stack().name(),
        refused ? "refused" : "preparing",
        execution.name(),
        0,
        0,
        0,
        refused ? LambdaCause.of(execution.error(), execution.cause()).lines() : List.of(),
        List.of(),
        -1,
        null,
        null);
  }

  private RunStatus ofTaken(Submission submission, String execution) {
    RunObjects objects = run.objects();
    Job job = objects.job(run.name());
    RunReplay replay = new RunReplay(job, new RunObserver() {});
    replay.replay(run.records(run.lastRecords(submission, LAST_ROUNDS)));
    boolean stopped = objects.isStopped(run.name());
    List<RunStatus.Peer> peers =
        IntStream.range(0, submission.peers())
            .mapToObj(rank -> peer(submission, replay.peer(rank), stopped))
            .toList();
    boolean over = objects.hasOutcome(run.name()) && none(peers, "running", "waiting");
    Agreement agreement = Agreement.of(peers, replay.digests());
    return new RunStatus(
        run.name(),
        run.stack().name(),
        state(peers, over, stopped),
        execution,
        submission.submittedMillis(),
        job.training().epochs(),
        job.rounds(),
        peers.stream()
            .filter(peer -> !peer.failure().isEmpty())
            .map(peer -> "rank " + peer.rank() + ": " + peer.failure())
            .toList(),
        peers,
        agreement.version(),
        agreement.version() < 0 ? null : agreement.same(),
        over ? objects.outcome(run.name()) : null);
  }

  private static String state(List<RunStatus.Peer> peers, boolean over, boolean stopped) {
    if (over) {
      return "ended";
    }
    if (none(peers, "running", "waiting")) {
      return stopped ? "stopped" : "failed";
    }
    return "running";
  }

  private static boolean none(List<RunStatus.Peer> peers, String... states) {
    return peers.stream().noneMatch(peer -> List.of(states).contains(peer.state()));
  }

  private RunStatus.Peer peer(Submission submission, PeerTrack track, boolean stopped) {
    Optional<Execution> current = run.current(submission, track);
    String failure = current.map(Execution::failure).orElse("");
    String state = state(track, current, stopped);
    return new RunStatus.Peer(
        track.rank(),
        state,
        current.map(Execution::name).orElse(""),
        track.epoch(),
        track.round(),
        track.version(),
        track.paramsDigest(),
        state.equals("failed") ? failure : "");
  }

  private static String state(PeerTrack track, Optional<Execution> current, boolean stopped) {
    if (track.removed() || track.ended()) {
      return track.ended() ? "ended" : "removed";
    }
    if (current.isEmpty()) {
      return stopped ? "stopped" : "waiting";
    }
    if (current.get().runs() || current.get().succeeded()) {
      // One that succeeded has started the next, or its record is on its way.
      return "running";
    }
    return stopped ? "stopped" : "failed";
  }

  /** Whether peers hold the same params. */
  private record Agreement(int version, boolean same) {

    static Agreement of(List<RunStatus.Peer> peers, Map<Integer, Map<Integer, String>> digests) {
      SortedSet<Integer> members = new TreeSet<>();
      peers.stream()
          .filter(peer -> !peer.state().equals("removed") && peer.version() >= 0)
          .forEach(peer -> members.add(peer.rank()));
      return digests.entrySet().stream()
          .filter(entry -> !members.isEmpty() && entry.getValue().keySet().containsAll(members))
          .max(Map.Entry.comparingByKey())
          .map(entry -> new Agreement(entry.getKey(), same(entry.getValue(), members)))
          .orElse(new Agreement(-1, false));
    }

    private static boolean same(Map<Integer, String> digests, SortedSet<Integer> members) {
      return members.stream().map(digests::get).distinct().count() == 1;
    }
  }
}
