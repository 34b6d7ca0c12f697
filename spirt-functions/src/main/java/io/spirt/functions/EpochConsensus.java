package io.spirt.functions;

import io.spirt.database.AgreedView;
import io.spirt.database.ProgressStore;
import io.spirt.peer.ConsensusRule;
import io.spirt.peer.EpochVote;
import io.spirt.peer.Majority;
import io.spirt.peer.Membership;
import io.spirt.peer.View;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The active peers agree on the view of the next epoch. Each shows a vote in its own database: whom
 * it would remove, whom it would add, and where its convergence stands. The view is a pure function
 * of the votes. Who comes late takes over what the others decided.
 */
final class EpochConsensus {
  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final FunctionServices services;
  private final ProgressStore progress;
  private final Suspicion suspicion;
  private final SortedMap<Integer, EpochVote> votes = new TreeMap<>();
  private final SortedMap<Integer, AgreedView> decided = new TreeMap<>();

  EpochConsensus(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.trust = trust;
    this.services = services;
    this.progress = run.database().progress();
    this.suspicion = new Suspicion(run, trust, services);
  }

  /** Agrees on the view of {@code epoch} and keeps it. */
  AgreedView agree(int epoch) {
    Introductions introductions = new Introductions(event, run, trust, services);
    introductions.take();
    introductions.close();
    View view = progress.view();
    SortedSet<Integer> lost = lost();
    EpochVote own = progress.publish(vote(epoch, view, lost));
    votes.put(event.rank(), own);
    SortedSet<Integer> waiting = new TreeSet<>(view.active());
    waiting.remove(event.rank());
    waiting.removeAll(lost);
    int others = waiting.size();
    collect(epoch, waiting);
    AgreedView agreed = theirs(others).orElseGet(() -> decide(epoch, view));
    progress.setView(agreed);
    agreed.view().active().stream()
        .filter(rank -> !view.active().contains(rank))
        .forEach(rank -> progress.setInactive(rank, false));
    return agreed;
  }

  private int lastEpoch() {
    return run.job().training().epochs() + 1;
  }

  /** Those that are dead, or late too often. */
  private SortedSet<Integer> lost() {
    SortedSet<Integer> lost = new TreeSet<>(progress.inactive());
    lost.addAll(progress.missed().stragglers(run.job().membership().stragglerRounds()));
    lost.remove(event.rank());
    return lost;
  }

  private EpochVote vote(int epoch, View view, SortedSet<Integer> lost) {
    SortedSet<Integer> remove = new TreeSet<>(lost);
    remove.retainAll(view.active());
    return new EpochVote(
        epoch, event.rank(), remove, candidates(view, remove), progress.convergenceText());
  }

  /** Peers that are trusted and wait to join; no more than there are batches for. */
  private SortedSet<Integer> candidates(View view, Set<Integer> leaving) {
    SortedSet<Integer> add = new TreeSet<>();
    int room = run.data().batches() / run.job().training().roundsPerEpoch();
    for (int rank : trust.peers().keySet()) {
      boolean fits = view.active().size() - leaving.size() + add.size() < room;
      if (fits && !view.active().contains(rank) && rank != event.rank() && isReady(rank)) {
        add.add(rank);
      }
    }
    return add;
  }

  /** A database that answers is not enough: somebody has to be there who would start the peer. */
  private boolean isReady(int rank) {
    return Peek.at(trust, rank, database -> Optional.of(database.progress().isWaiting()))
        .orElse(false);
  }

  private void collect(int epoch, SortedSet<Integer> waiting) {
    long start = services.clock().millis();
    Backoff backoff = new Backoff(services);
    while (true) {
      look(epoch, waiting);
      if (waiting.isEmpty() || services.clock().millis() - start >= patienceMillis(waiting)) {
        return;
      }
      if (suspicion.isDue()) {
        suspicion.ping(waiting);
        waiting.removeAll(suspicion.suspected());
      }
      backoff.pause();
    }
  }

  /** A change of the view is worth waiting for; if nobody wants one, a straggler is not. */
  private long patienceMillis(Set<Integer> waiting) {
    boolean change =
        votes.values().stream().anyMatch(vote -> !vote.remove().isEmpty() || !vote.add().isEmpty());
    boolean most = votes.size() + decided.size() > waiting.size();
    return most && !change ? Patience.straggleMillis(run.job()) : Patience.millis(run.job());
  }

  private void look(int epoch, SortedSet<Integer> waiting) {
    for (int rank : List.copyOf(waiting)) {
      Optional<EpochVote> vote =
          Peek.at(trust, rank, database -> database.progress().vote(epoch))
              .filter(cast -> cast.voter() == rank && cast.epoch() == epoch);
      Optional<AgreedView> view =
          Peek.at(trust, rank, database -> database.progress().agreedView())
              .filter(there -> there.epoch() >= epoch && there.epoch() <= lastEpoch());
      vote.ifPresent(cast -> votes.put(rank, cast));
      view.ifPresent(there -> decided.put(rank, there));
      if (vote.isPresent() || view.isPresent()) {
        waiting.remove(rank);
      }
    }
  }

  /** What most of the others decided stands. */
  private Optional<AgreedView> theirs(int others) {
    SortedMap<Integer, String> texts = new TreeMap<>();
    decided.forEach(
        (rank, there) ->
            texts.put(rank, there.epoch() + there.view().digest() + there.convergence()));
    SortedSet<Integer> same = Majority.of(texts);
    return 2 * same.size() > others ? Optional.of(decided.get(same.first())) : Optional.empty();
  }

  /**
   * What follows from the votes. Evaluations on different processors may differ in the last bit,
   * and so what follows of them: most voters' convergence counts.
   */
  private AgreedView decide(int epoch, View view) {
    ConsensusRule rule = ConsensusRule.of(run.job().membership().consensus());
    View next = Membership.decide(view, epoch, votes.values(), rule);
    boolean voterStays = votes.keySet().stream().anyMatch(rank -> next.active().contains(rank));
    String convergence =
        voterStays
            ? Membership.convergence(view, next, votes.values())
            : progress.convergenceText();
    return new AgreedView(epoch, next, convergence);
  }
}
