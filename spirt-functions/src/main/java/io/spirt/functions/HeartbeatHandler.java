package io.spirt.functions;

import io.spirt.database.ProgressStore;
import io.spirt.job.Stage;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Pings the database of every other peer of the view, all at once. One that does not answer in the
 * set time and number of tries goes on the inactive list, and comes off it when it answers again.
 * Also makes this database's users anew if the server was restarted.
 */
public final class HeartbeatHandler extends StageHandler {

  public HeartbeatHandler(FunctionServices services) {
    super(Stage.HEARTBEAT, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ProgressStore progress = run.database().progress();
    Trust trust = services().trust(event, run);
    Announcement.restoreUsers(event, run.database(), trust);
    SortedSet<Integer> others = new TreeSet<>(progress.view().active());
    others.remove(event.rank());
    Set<Integer> known = progress.inactive();
    if (!known.isEmpty() || !others.stream().allMatch(trust::isOpen)) {
      // One of those may be on its way back.
      Introductions introductions = new Introductions(event, run, trust, services());
      introductions.take();
      introductions.close().ifPresent(version -> result.put("checkpoint", version));
    }
    for (int rank : answering(others, run, trust)) {
      if (known.contains(rank)) {
        progress.setInactive(rank, false);
      }
    }
    result
        .put("pinged", others.size())
        .put("inactive", progress.inactive())
        .put("refused", run.database().trust().refused());
  }

  /**
   * Pings until all answered or the tries are over; each takes its time also if refused at once.
   */
  private SortedSet<Integer> answering(SortedSet<Integer> others, StageRun run, Trust trust) {
    Suspicion suspicion = new Suspicion(run, trust, services());
    SortedSet<Integer> waiting = new TreeSet<>(others);
    SortedSet<Integer> alive = new TreeSet<>();
    while (!waiting.isEmpty()) {
      long start = services().clock().millis();
      alive.addAll(suspicion.ping(waiting));
      waiting.removeAll(alive);
      waiting.removeAll(suspicion.suspected());
      // One that was known to be inactive is not waited for again.
      waiting.removeAll(run.database().progress().inactive());
      if (!waiting.isEmpty()) {
        long spent = services().clock().millis() - start;
        services().pauses().pause(Math.max(0, run.job().timeouts().heartbeatMillis() - spent));
      }
    }
    return alive;
  }
}
