package io.spirt.functions;

import io.spirt.database.ProgressStore;
import io.spirt.job.Stage;
import io.spirt.job.TimeoutSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Pings the database of every other peer of the view, all at once. One that does not answer in the
 * set time and number of tries goes on the inactive list, and comes off it when it answers again.
 */
public final class HeartbeatHandler extends StageHandler {

  public HeartbeatHandler(FunctionServices services) {
    super(Stage.HEARTBEAT, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    ProgressStore progress = run.database().progress();
    List<Integer> others =
        progress.view().active().stream().filter(rank -> rank != event.rank()).toList();
    List<Boolean> alive = Concurrently.map(others, rank -> answers(rank, run.job().timeouts()));
    Set<Integer> known = progress.inactive();
    for (int i = 0; i < others.size(); i++) {
      if (alive.get(i) == known.contains(others.get(i))) {
        progress.setInactive(others.get(i), !alive.get(i));
      }
    }
    result.put("pinged", others.size()).put("inactive", progress.inactive());
  }

  private boolean answers(int rank, TimeoutSpec timeouts) {
    Duration timeout = Duration.ofMillis(timeouts.heartbeatMillis());
    for (int attempt = 0; attempt < timeouts.heartbeatTries(); attempt++) {
      if (services().databases().answers(rank, timeout)) {
        return true;
      }
    }
    return false;
  }
}
