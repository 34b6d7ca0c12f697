package io.spirt.functions;

import io.spirt.message.CompletionMessage;
import io.spirt.peer.Majority;
import io.spirt.peer.Settlement;
import io.spirt.peer.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Peers show each other what they found when they fetched the averages, before they combine any: so
 * that all combine the same ones, and a peer that shows different things to different peers is
 * found out. Waits for the verdict of every peer that reported, but not for one whose database does
 * not answer, and not longer than the stage may take.
 */
final class VerdictExchange {
  private final StageEvent event;
  private final Trust trust;
  private final FunctionServices services;
  private final Announcements announcements;
  private final Suspicion suspicion;
  private final SortedSet<Integer> active;
  private final long straggleMillis;
  private final SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
  private final SortedMap<Integer, Settlement> settled = new TreeMap<>();
  private final Map<Integer, CompletionMessage> claims = new HashMap<>();
  private long deadlineMillis;
  private boolean mostHaveVoted;

  VerdictExchange(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.trust = trust;
    this.services = services;
    this.announcements = new Announcements(event, trust);
    this.suspicion = new Suspicion(run, trust, services);
    this.active = run.database().progress().view().active();
    this.straggleMillis = Patience.straggleMillis(run.job());
    this.deadlineMillis = services.clock().millis() + Patience.millis(run.job());
  }

  /**
   * Collects the verdicts and settles the round.
   *
   * @param own this peer's, already shown
   * @param claimed what the ranks announced to this peer
   * @return the settlement; empty if most of the others have left the round so far behind that they
   *     show nothing of it any more, which this peer alone must not settle then
   */
  Optional<Settlement> settle(Verdict own, SortedMap<Integer, CompletionMessage> claimed) {
    claims.putAll(claimed);
    verdicts.put(own.voter(), own);
    SortedSet<Integer> waiting = new TreeSet<>(claimed.keySet());
    waiting.remove(own.voter());
    collect(waiting);
    Optional<Settlement> theirs = settledByMost();
    if (theirs.isPresent()) {
      return theirs;
    }
    return isLeftBehind() ? Optional.empty() : Optional.of(Settlement.of(findings()));
  }

  private boolean isLeftBehind() {
    SortedSet<Integer> silent = new TreeSet<>(active);
    silent.removeAll(verdicts.keySet());
    SortedMap<Integer, Peek> peeks = Peek.all(trust, silent);
    long ahead = peeks.values().stream().filter(peek -> peek.version() > event.round() + 1).count();
    return 2 * ahead > peeks.size() + verdicts.size() - 1;
  }

  private void collect(SortedSet<Integer> waiting) {
    Backoff backoff = new Backoff(services);
    while (true) {
      look(waiting);
      shortenIfMostHaveVoted();
      if (waiting.isEmpty() || services.clock().millis() >= deadlineMillis) {
        return;
      }
      if (suspicion.isDue()) {
        for (int rank : suspicion.ping(waiting)) {
          forgetIfGoneAhead(rank, waiting);
        }
        waiting.removeAll(suspicion.suspected());
      }
      backoff.pause();
    }
  }

  /** Once most have said what they found, the others get no more time than a heartbeat has. */
  private void shortenIfMostHaveVoted() {
    if (!mostHaveVoted && 2 * verdicts.size() > claims.size()) {
      mostHaveVoted = true;
      deadlineMillis = Math.min(deadlineMillis, services.clock().millis() + straggleMillis);
    }
  }

  private void look(SortedSet<Integer> waiting) {
    List<Integer> asked = List.copyOf(waiting);
    List<Optional<Verdict>> found =
        Concurrently.map(asked, rank -> Peek.verdict(trust, rank, event.round()));
    for (int i = 0; i < asked.size(); i++) {
      int rank = asked.get(i);
      if (found.get(i).isPresent()) {
        verdicts.put(rank, found.get(i).get());
        waiting.remove(rank);
        Peek.settlement(trust, rank, event.round()).ifPresent(made -> settled.put(rank, made));
      }
    }
  }

  /** A peer that has left the round behind, and shows nothing of it any more, is not waited for. */
  private void forgetIfGoneAhead(int rank, SortedSet<Integer> waiting) {
    if (Peek.of(trust, rank).filter(peek -> peek.version() > event.round() + 1).isPresent()) {
      waiting.remove(rank);
    }
  }

  /** What most of the others settled stands: who comes late joins them. */
  private Optional<Settlement> settledByMost() {
    SortedMap<Integer, String> texts = new TreeMap<>();
    settled.forEach((rank, settlement) -> texts.put(rank, settlement.toString()));
    SortedSet<Integer> same = Majority.of(texts);
    if (2 * same.size() <= claims.size() - 1) {
      return Optional.empty();
    }
    Settlement theirs = settled.get(same.first());
    return claims.keySet().containsAll(theirs.participants())
        ? Optional.of(theirs)
        : Optional.empty();
  }

  private SortedMap<Integer, SortedMap<Integer, Settlement.Finding>> findings() {
    SortedMap<Integer, SortedMap<Integer, Settlement.Finding>> findings = new TreeMap<>();
    verdicts.forEach((voter, verdict) -> findings.put(voter, findings(verdict)));
    return findings;
  }

  private SortedMap<Integer, Settlement.Finding> findings(Verdict verdict) {
    SortedMap<Integer, Settlement.Finding> found = new TreeMap<>();
    verdict
        .heard()
        .forEach(
            (rank, heard) ->
                claim(rank, heard.announcement())
                    .ifPresent(
                        claim ->
                            found.put(
                                rank,
                                new Settlement.Finding(
                                    claim.claim(), claim.state(), heard.outcome()))));
    return found;
  }

  /** What a rank announced to another peer, if it did: the other cannot make it up. */
  private Optional<CompletionMessage> claim(int rank, String announcement) {
    return announcements.read(announcement, rank, event.round(), claims.get(rank));
  }
}
