package io.spirt.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts an attack plan out in one local run. Before an attacker's gradients are averaged they are
 * all replaced by what it is to show; its own function then averages, signs and announces that, as
 * if it were true. What cannot be done, since a database is gone or the honest peers' averages do
 * not come in time, is logged and noted, and the attacker behaves in that round.
 *
 * <p>Attackers wait for honest peers only, never for each other, and never on the runtime's
 * threads. Thread-safe. Made for one run; close it when the run is over.
 */
public final class AttackInjector implements RunHooks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttackInjector.class);

  private final AttackPlan plan;
  private final ReportedAverages reported = new ReportedAverages();
  private final ActedAttacks acted = new ActedAttacks();
  private final TwoFaces faces = new TwoFaces();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "attacks");
            thread.setDaemon(true);
            return thread;
          });
  private volatile RunControls controls;
  private volatile FlippedBatches batches;

  private AttackInjector(AttackPlan plan) {
    this.plan = plan;
  }

  /** For one run. */
  public static AttackInjector of(AttackPlan plan) {
    return new AttackInjector(plan);
  }

  /** What was done up to now, by round, then by rank; also what could not be done. */
  public List<ActedAttack> acted() {
    return acted.all();
  }

  /** Attacks of the plan that were not acted out in any round by any of their ranks. */
  public List<PlannedAttack> unacted() {
    List<ActedAttack> done = acted.all();
    return plan.attacks().stream()
        .filter(
            planned ->
                done.stream()
                    .noneMatch(
                        one ->
                            one.acted()
                                && planned.ranks().contains(one.rank())
                                && planned.isIn(one.round())))
        .toList();
  }

  @Override
  public void started(RunControls given) {
    batches = new FlippedBatches(given.store(), given.run());
    controls = given;
  }

  @Override
  public int databasePort(int rank, int real) {
    boolean wanted =
        plan.attacks().stream()
            .anyMatch(one -> one.attack() instanceof Equivocation && one.ranks().contains(rank));
    return wanted ? faces.portInFrontOf(rank, real) : real;
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    if (controls == null) {
      return CompletableFuture.completedFuture(null);
    }
    Optional<Attack> attack = plan.of(event.rank(), event.round());
    Stage stage = event.stageNamed();
    if (stage == Stage.COMPUTE_GRADIENT && plan.has(LabelFlip.class)) {
      return CompletableFuture.runAsync(() -> giveBatch(event, attack), threads);
    }
    if (stage == Stage.AVERAGE && attack.isPresent()) {
      return average(event, attack.get())
          .exceptionally(
              error -> {
                String why = cause(error).getMessage();
                note(event, attack.get(), false, "behaved: " + why);
                LOG.warn(
                    "rank {} could not attack in round {}: {}", event.rank(), event.round(), why);
                LOG.debug("how", error);
                return null;
              });
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    Stage stage = event.stageNamed();
    if (stage == Stage.AVERAGE && result != null) {
      reported.report(event.round(), event.rank());
    }
    if (stage == Stage.COMPUTE_GRADIENT && batches != null && flips(event)) {
      try {
        batches.restore(event.batch());
      } catch (RuntimeException e) {
        // An honest peer that gets this batch has it restored before.
        LOG.warn("batch {} was not put back", event.batch(), e);
      }
    }
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? cause(error.getCause())
        : error;
  }

  private boolean flips(StageEvent event) {
    return plan.of(event.rank(), event.round()).filter(LabelFlip.class::isInstance).isPresent();
  }

  /** An honest peer cannot do without the right batch; an attacker can without the wrong one. */
  private void giveBatch(StageEvent event, Optional<Attack> attack) {
    if (!flips(event)) {
      batches.restore(event.batch());
      return;
    }
    try {
      batches.flip(event.batch());
      note(event, attack.orElseThrow(), true, "trained on flipped labels");
    } catch (RuntimeException e) {
      note(event, attack.orElseThrow(), false, "behaved: " + e.getMessage());
      LOG.warn("the labels of batch {} were not flipped", event.batch(), e);
    }
  }

  /** Completes when the attacker's average may be made. */
  private CompletableFuture<Void> average(StageEvent event, Attack attack) {
    if (attack instanceof LabelFlip) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.supplyAsync(() -> honestPeers(event), threads)
        .thenCompose(
            honest ->
                attack.seesHonest()
                    ? await(event, honest).thenApply(done -> honest)
                    : CompletableFuture.completedFuture(honest))
        .thenAcceptAsync(honest -> act(event, attack, honest), threads);
  }

  private CompletableFuture<Void> await(StageEvent event, SortedSet<Integer> honest) {
    return reported
        .of(event.round(), honest)
        .orTimeout(plan.waitMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              throw new IllegalStateException(
                  "the averages of ranks "
                      + honest
                      + " did not all come within waitMillis, which is "
                      + plan.waitMillis(),
                  late);
            });
  }

  private SortedSet<Integer> honestPeers(StageEvent event) {
    try (AttackerDatabase own = open(event.run(), event.rank())) {
      SortedSet<Integer> honest = new TreeSet<>(own.peers());
      honest.removeAll(plan.attackers(event.round()));
      return honest;
    }
  }

  private AttackerDatabase open(String run, int rank) {
    return new AttackerDatabase(controls.database(rank), run);
  }

  private void act(StageEvent event, Attack attack, SortedSet<Integer> honest) {
    try (AttackerDatabase own = open(event.run(), event.rank())) {
      if (own.hasAveraged(event.round())) {
        // The stage runs once more; what was shown stands.
        return;
      }
      float[] average = own.honestAverage(event.round(), event.batches());
      if (attack instanceof Equivocation) {
        SortedSet<Integer> told = faces.act(event, controls, own, average);
        note(event, attack, true, "told ranks " + told + " another average than the rest");
        return;
      }
      SortedSet<Integer> attackers = new TreeSet<>(own.peers());
      attackers.retainAll(plan.attackers(event.round()));
      Occasion occasion =
          new Occasion(
              plan.seed(),
              event.rank(),
              event.round(),
              honest.size() + attackers.size(),
              attackers.size());
      float[] shown =
          attack.shown(
              average, attack.seesHonest() ? averages(event, honest) : new TreeMap<>(), occasion);
      requireFinite(shown);
      own.rewriteGradients(event.round(), event.batches(), shown);
      note(event, attack, true, "showed another average than its own");
    }
  }

  private SortedMap<Integer, float[]> averages(StageEvent event, SortedSet<Integer> honest) {
    SortedMap<Integer, float[]> averages = new TreeMap<>();
    for (int rank : honest) {
      try (AttackerDatabase database = open(event.run(), rank)) {
        averages.put(
            rank,
            database
                .average(event.round())
                .orElseThrow(
                    () -> new IllegalStateException("the average of rank " + rank + " is gone")));
      }
    }
    return averages;
  }

  /** The database refuses to average anything else, and the attacker would be lost to the run. */
  private static void requireFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException(
            "value " + i + " of what was to be shown is " + values[i] + ", not a finite number");
      }
    }
  }

  private void note(StageEvent event, Attack attack, boolean done, String what) {
    acted.add(new ActedAttack(attack.name(), event.rank(), event.round(), done, what));
  }

  /** Ends all that the injector started, and puts flipped batches back. */
  @Override
  public void close() {
    threads.shutdownNow();
    faces.close();
    if (batches != null) {
      batches.close();
    }
  }
}
