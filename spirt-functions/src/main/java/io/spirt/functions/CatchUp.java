package io.spirt.functions;

import io.spirt.checkpoint.Checkpoint;
import io.spirt.checkpoint.Checkpoints;
import io.spirt.checkpoint.InvalidCheckpointException;
import io.spirt.database.AgreedView;
import io.spirt.database.ModelStore;
import io.spirt.database.ProgressStore;
import io.spirt.message.CompletionMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a peer that fell behind, differs, or is new comes to the model of the others: it takes the
 * newest checkpoint, and believes it only if more of the other peers have params of that digest at
 * that version than have others.
 */
final class CatchUp {
  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final FunctionServices services;
  private final Checkpoints checkpoints;

  CatchUp(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.trust = trust;
    this.services = services;
    this.checkpoints = new Checkpoints(services.store(), event.run());
  }

  /**
   * Waits for a checkpoint that can be believed, and takes it over.
   *
   * @param atLeast the lowest version that is of use
   * @throws RetryException if there is none before the stage has to end; trying again helps
   */
  ModelStore.Version to(int atLeast) {
    return await(atLeast, atLeast);
  }

  /**
   * The same for a peer whose model has seen as many updates as it should, but is another one than
   * most have.
   */
  ModelStore.Version replace(int version) {
    return await(version, version + 1);
  }

  /**
   * @param enough the version at which a twin of this stage has done it already
   */
  private ModelStore.Version await(int atLeast, int enough) {
    long deadline = services.clock().millis() + Patience.millis(run.job());
    Backoff backoff = new Backoff(services);
    while (true) {
      ModelStore.Version own = run.database().model().requireVersion();
      if (own.version() >= enough) {
        return own;
      }
      Optional<ModelStore.Version> adopted = once(atLeast);
      if (adopted.isPresent()) {
        return adopted.get();
      }
      if (services.clock().millis() >= deadline) {
        throw new RetryException(
            "rank "
                + event.rank()
                + " is behind and waits for a checkpoint of version "
                + atLeast
                + " or later; there are "
                + checkpoints.versions());
      }
      backoff.pause();
    }
  }

  /** Takes over the newest checkpoint that is of use and can be believed. */
  Optional<ModelStore.Version> once(int atLeast) {
    SortedSet<Integer> others = new TreeSet<>(trust.peers().keySet());
    others.remove(event.rank());
    SortedMap<Integer, Peek> peeks = Peek.all(trust, others);
    for (int version : newestFirst(atLeast)) {
      // Asked before it is fetched: it may be large, and this is tried again and again.
      Optional<Checkpoint> checkpoint =
          canBeConfirmed(version, others, peeks) ? at(version) : Optional.empty();
      if (checkpoint.isPresent() && isConfirmed(checkpoint.get(), others, peeks)) {
        return Optional.of(adopt(checkpoint.get()));
      }
    }
    return Optional.empty();
  }

  /** Version of the newest checkpoint that the job can have, or -1. */
  int newestVersion() {
    return newestFirst(0).stream().findFirst().orElse(-1);
  }

  private List<Integer> newestFirst(int atLeast) {
    List<Integer> versions =
        new ArrayList<>(checkpoints.versions().subSet(atLeast, run.job().rounds() + 1));
    Collections.reverse(versions);
    return versions;
  }

  private Optional<Checkpoint> at(int version) {
    try {
      // What its optimizer keeps is its writer's word alone. Without that a peer could not go on.
      return checkpoints
          .at(version)
          .filter(found -> found.optimizer().fits(run.job().training().optimizer(), version));
    } catch (InvalidCheckpointException e) {
      return Optional.empty();
    }
  }

  private boolean canBeConfirmed(
      int version, SortedSet<Integer> others, SortedMap<Integer, Peek> peeks) {
    return nobodyCan(others, peeks)
        || peeks.values().stream().anyMatch(peek -> peek.version() >= version);
  }

  /**
   * True if there is nobody to ask: this is the only peer, or the admin resumed the run and the
   * others have lost what they had, too.
   */
  private boolean nobodyCan(SortedSet<Integer> others, SortedMap<Integer, Peek> peeks) {
    if (others.isEmpty()) {
      return true;
    }
    boolean allLost =
        !peeks.isEmpty() && peeks.values().stream().allMatch(peek -> peek.version() <= 0);
    return allLost && services.objects().isResumed(event.run());
  }

  private boolean isConfirmed(
      Checkpoint checkpoint, SortedSet<Integer> others, SortedMap<Integer, Peek> peeks) {
    if (nobodyCan(others, peeks)) {
      return true;
    }
    int same = 0;
    int different = 0;
    for (Map.Entry<Integer, Peek> peer : peeks.entrySet()) {
      int ahead = checkpoint.version() - peer.getValue().version();
      if (ahead > 1) {
        // Nobody can be two updates ahead of a peer that takes part.
        different++;
      } else if (ahead <= 0) {
        Optional<String> digest = digest(peer.getKey(), peer.getValue(), checkpoint.version());
        if (digest.filter(checkpoint.paramsDigest()::equals).isPresent()) {
          same++;
        } else if (digest.isPresent()) {
          different++;
        }
      }
    }
    return same > different;
  }

  /** A peer's digest at that version: of its model, or of what it announced that round with. */
  private Optional<String> digest(int rank, Peek peek, int version) {
    if (peek.version() == version) {
      return Optional.of(peek.model().digest());
    }
    Announcements announcements = new Announcements(event, trust);
    return announcements
        .fetch(rank, version)
        .flatMap(text -> announcements.read(text, rank, version))
        .map(CompletionMessage::paramsDigest);
  }

  /** The model last: what it belongs to has to be there once it is. */
  private ModelStore.Version adopt(Checkpoint checkpoint) {
    ProgressStore progress = run.database().progress();
    int epoch = progress.agreedView().map(AgreedView::epoch).orElse(0);
    if (checkpoint.viewEpoch() >= Math.max(1, epoch)) {
      progress.setView(
          new AgreedView(
              checkpoint.viewEpoch(),
              checkpoint.view(),
              checkpoint.convergence() == null ? "" : checkpoint.convergence().text()));
    }
    return run.database()
        .model()
        .adopt(
            new ModelStore.Version(
                checkpoint.version(),
                checkpoint.paramsDigest(),
                checkpoint.state().params().remaining() / Float.BYTES,
                checkpoint.state().buffers().remaining() / Float.BYTES),
            checkpoint.state(),
            checkpoint.optimizer());
  }
}
