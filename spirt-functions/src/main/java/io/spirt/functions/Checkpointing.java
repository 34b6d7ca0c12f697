package io.spirt.functions;

import io.spirt.checkpoint.Checkpoint;
import io.spirt.checkpoint.Checkpoints;
import io.spirt.database.AgreedView;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.database.StateConflictException;

/** Writes a peer's model and where it stands as a checkpoint in the object store. */
final class Checkpointing {
  /** Whoever is copying one must not lose it to the next two. */
  private static final int KEPT = 3;

  private Checkpointing() {}

  /**
   * Writes the model as it is now.
   *
   * @return its version
   */
  static int write(StageEvent event, StageRun run, FunctionServices services) {
    PeerDatabase database = run.database();
    ModelStore.Version version = database.model().requireVersion();
    AgreedView agreed =
        database
            .progress()
            .agreedView()
            .orElseThrow(() -> new StateConflictException("no view: run the init stage first"));
    Checkpoint checkpoint =
        new Checkpoint(
            version.version(),
            version.digest(),
            database.model().state(version),
            database.model().optimizer(version),
            agreed.view(),
            agreed.epoch(),
            database.progress().convergence().orElse(null));
    if (!database.model().requireVersion().equals(version)) {
      // The update came in between: what was read may be of both. Whoever needs it gets the next.
      return write(event, run, services);
    }
    Checkpoints checkpoints = new Checkpoints(services.store(), event.run());
    checkpoints.put(checkpoint);
    checkpoints.keepNewest(KEPT, version.version());
    return version.version();
  }
}
