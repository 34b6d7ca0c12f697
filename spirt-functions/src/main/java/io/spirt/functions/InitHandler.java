package io.spirt.functions;

import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.job.Stage;
import io.spirt.peer.View;
import java.util.Optional;

/**
 * Once per job and peer: the key pair, the view, and the model, which is bit-identical on all
 * peers; then announces the peer to the others. A peer that comes back, or has moved, runs it again
 * to announce itself: what is there stays. A newcomer has neither view nor model yet; it copies
 * them once the others trust it.
 */
public final class InitHandler extends StageHandler {
  private static final int RADIX = 36;

  public InitHandler(FunctionServices services) {
    super(Stage.INIT, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    PeerDatabase database = run.database();
    PeerSettings settings = services().settings(event.rank());
    String publicKey =
        result
            .timed(
                "identityMillis",
                () -> services().identities().initialise(event, settings, database.identity()))
            .publicKey();
    database.identity().setIncarnation(Long.toString(services().clock().millis(), RADIX));
    restartRound(database);
    if (event.rank() < run.job().peers()) {
      initialiseModel(run, result);
    }
    boolean announces = mayAnnounce(event, run, publicKey);
    if (announces) {
      result.timed("announceMillis", () -> announce(event, run));
    }
    result
        .put("publicKey", publicKey)
        .put("announced", announces)
        .put("version", database.model().version().map(ModelStore.Version::version).orElse(-1));
  }

  /** What the peer said of its round stands; how long it waited for others before does not. */
  private static void restartRound(PeerDatabase database) {
    database
        .model()
        .version()
        .map(ModelStore.Version::version)
        .filter(round -> database.exchange().verdict(round).isEmpty())
        .ifPresent(round -> database.barrier().restart(round));
  }

  private void initialiseModel(StageRun run, StageResult result) {
    ModelStore model = run.database().model();
    Optional<ModelStore.Version> there = model.version();
    ModelStore.Version version =
        there.isPresent() ? there.get() : model.initialise(services().models().initialise(run));
    run.database().progress().initialiseView(View.initial(run.job().peers()));
    result
        .put("engine", services().models().engineVersion())
        .put("paramsDigest", version.digest())
        .put("params", version.paramCount())
        .put("buffers", version.bufferCount());
  }

  /** A request that the admin has not admitted yet would be refused: init runs again after that. */
  private boolean mayAnnounce(StageEvent event, StageRun run, String publicKey) {
    return services()
        .objects()
        .admittedKey(event.run(), event.rank())
        .map(publicKey::equals)
        .orElse(event.rank() < run.job().peers());
  }

  private void announce(StageEvent event, StageRun run) {
    services()
        .objects()
        .joinQueues(event.run())
        .forEach(
            (rank, url) -> {
              if (rank != event.rank()) {
                Announcement.send(event, run, services(), rank, url, false);
              }
            });
  }
}
