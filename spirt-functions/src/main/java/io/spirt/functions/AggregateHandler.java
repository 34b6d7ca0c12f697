package io.spirt.functions;

import io.spirt.database.ExchangeStore;
import io.spirt.database.ModelStore;
import io.spirt.database.ProgressStore;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.peer.Settlement;
import io.spirt.peer.Verdict;
import io.spirt.tensor.Float32;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fetches the averages of the peers that reported, checks each against the digest that its peer
 * announced, agrees with the others on which of them to combine, combines those in rank order by
 * the job's rule, and stores the aggregate in the own database. A peer that lacks one of them, or
 * has other params, is behind: it copies the model in the update stage.
 */
public final class AggregateHandler extends StageHandler {

  public AggregateHandler(FunctionServices services) {
    super(Stage.AGGREGATE, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ModelStore.Version version = run.database().model().requireVersion();
    if (isOver(event, version)) {
      result.put("status", "stale");
      return;
    }
    Trust trust = services().trust(event, run);
    SortedMap<Integer, String> candidates = run.database().barrier().candidates(event.round());
    SortedMap<Integer, CompletionMessage> claims = claims(event, trust, candidates);
    SortedMap<Integer, FetchedAverage> fetched =
        result.timed("fetchMillis", () -> fetch(run, trust, claims, version));
    result.put("fetchedBytes", fetchedBytes(event, fetched));
    Optional<Settlement> settled =
        result.timed("settleMillis", () -> settle(event, run, trust, candidates, claims, fetched));
    if (settled.isEmpty()) {
      result.put("status", "behind");
      return;
    }
    Settlement settlement = settled.get();
    putFigures(event, run, settlement, result);
    if (!isComplete(event, settlement, claims, fetched)) {
      result.put("status", "behind");
      return;
    }
    combine(event, run, settlement.participants(), fetched, version, result);
  }

  private static SortedMap<Integer, CompletionMessage> claims(
      StageEvent event, Trust trust, SortedMap<Integer, String> candidates) {
    Announcements announcements = new Announcements(event, trust);
    SortedMap<Integer, CompletionMessage> claims = new TreeMap<>();
    candidates.forEach(
        (rank, text) ->
            announcements
                .read(text, rank, event.round())
                .ifPresent(claim -> claims.put(rank, claim)));
    return claims;
  }

  private static SortedMap<Integer, FetchedAverage> fetch(
      StageRun run,
      Trust trust,
      SortedMap<Integer, CompletionMessage> claims,
      ModelStore.Version version) {
    AverageReader reader = new AverageReader(version, run.job().aggregation().compression());
    List<Integer> ranks = List.copyOf(claims.keySet());
    List<FetchedAverage> averages =
        Concurrently.map(ranks, rank -> reader.fetch(trust, rank, claims.get(rank)));
    SortedMap<Integer, FetchedAverage> fetched = new TreeMap<>();
    for (int i = 0; i < ranks.size(); i++) {
      fetched.put(ranks.get(i), averages.get(i));
    }
    return fetched;
  }

  /** From other peers' databases. */
  private static long fetchedBytes(StageEvent event, SortedMap<Integer, FetchedAverage> fetched) {
    return fetched.entrySet().stream()
        .filter(one -> one.getKey() != event.rank())
        .mapToLong(one -> one.getValue().bytes())
        .sum();
  }

  private Optional<Settlement> settle(
      StageEvent event,
      StageRun run,
      Trust trust,
      SortedMap<Integer, String> candidates,
      SortedMap<Integer, CompletionMessage> claims,
      SortedMap<Integer, FetchedAverage> fetched) {
    ExchangeStore exchange = run.database().exchange();
    Optional<Settlement> there = exchange.settlement(event.round());
    if (there.isPresent()) {
      return there;
    }
    SortedMap<Integer, Verdict.Heard> heard = new TreeMap<>();
    fetched.forEach(
        (rank, average) ->
            heard.put(rank, new Verdict.Heard(candidates.get(rank), average.outcome())));
    Verdict own = exchange.publish(new Verdict(event.round(), event.rank(), heard));
    return new VerdictExchange(event, run, trust, services())
        .settle(own, claims)
        .map(settlement -> exchange.settle(event.round(), settlement));
  }

  private static void putFigures(
      StageEvent event, StageRun run, Settlement settlement, StageResult result) {
    ProgressStore progress = run.database().progress();
    SortedSet<Integer> active = progress.view().active();
    SortedSet<Integer> missing = settlement.missing(active);
    progress.setMissed(progress.missed().after(event.round(), missing));
    result
        .put("participants", settlement.participants())
        .put("excluded", settlement.excluded())
        .put("missing", missing)
        .put("inactive", progress.inactive())
        .put("behind", without(settlement.behind(active), progress.inactive()));
  }

  private static SortedSet<Integer> without(SortedSet<Integer> ranks, Set<Integer> some) {
    SortedSet<Integer> rest = new TreeSet<>(ranks);
    rest.removeAll(some);
    return rest;
  }

  /**
   * True if this peer can go on by itself, which it can without taking part: it holds what is
   * combined, and the params that it belongs to.
   */
  private static boolean isComplete(
      StageEvent event,
      Settlement settlement,
      SortedMap<Integer, CompletionMessage> claims,
      SortedMap<Integer, FetchedAverage> fetched) {
    CompletionMessage own = claims.get(event.rank());
    return own != null
        && settlement.participants().stream()
            .allMatch(
                rank ->
                    fetched.containsKey(rank)
                        && fetched.get(rank).outcome() == Verdict.Outcome.VERIFIED
                        && claims.get(rank).state().equals(own.state()));
  }

  private void combine(
      StageEvent event,
      StageRun run,
      SortedSet<Integer> participants,
      SortedMap<Integer, FetchedAverage> fetched,
      ModelStore.Version version,
      StageResult result) {
    List<Integer> ranks = List.copyOf(participants);
    List<FetchedAverage> averages = ranks.stream().map(rank -> fetched.get(rank)).toList();
    RoundRule rule = new RoundRule(event, run, services());
    float[] aggregate =
        result.timed(
            "ruleMillis",
            () ->
                rule.combine(
                    ranks,
                    averages.stream().map(FetchedAverage::values).toList(),
                    version,
                    result));
    float[] buffers =
        version.hasBuffers()
            ? rule.combineBuffers(averages.stream().map(FetchedAverage::buffers).toList())
            : new float[0];
    if (isOver(event, run.database().model().requireVersion())) {
      // A twin was faster: nobody would drop what was stored now.
      result.put("status", "stale");
      return;
    }
    result.timed(
        "storeMillis",
        () ->
            run.database()
                .aggregates()
                .store(event.round(), Float32.bytes(aggregate), Float32.bytes(buffers)));
  }
}
