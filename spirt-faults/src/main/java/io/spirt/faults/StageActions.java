package io.spirt.faults;

import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.statemachine.interpreter.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the faults of stages say, and undoes it when its time is over. Thread-safe. */
final class StageActions {
  private static final Logger LOG = LoggerFactory.getLogger(StageActions.class);

  private final RunControls controls;
  private final Map<Integer, TcpProxy> proxies;
  private final FiredFaults fired;
  private final Timer timer;
  private final Executor threads;

  /**
   * @param proxies in front of the databases, by rank
   * @param fired notes what was done
   * @param threads for what ends a fault: it may take a while
   */
  StageActions(
      RunControls controls,
      Map<Integer, TcpProxy> proxies,
      FiredFaults fired,
      Timer timer,
      Executor threads) {
    this.controls = controls;
    this.proxies = proxies;
    this.fired = fired;
    this.timer = timer;
    this.threads = threads;
  }

  /**
   * Does it. What cannot be done, since what it would hit is gone already, is logged and does not
   * count as a fault that fired; the run goes on.
   */
  void act(Planned<? extends StageFault> planned, StageEvent event) {
    try {
      boolean done = does(planned.fault(), event.rank(), event);
      if (done) {
        fired.add(planned, described(planned.fault(), event));
      } else {
        planned.giveBack();
      }
    } catch (RuntimeException e) {
      LOG.warn("{} could not be done", described(planned.fault(), event), e);
    }
  }

  private boolean does(StageFault fault, int rank, StageEvent event) {
    if (fault instanceof KillDatabase kill) {
      controls.killDatabase(rank);
      after(kill.restartAfterMillis(), () -> controls.restartDatabase(rank));
    } else if (fault instanceof PauseDatabase pause) {
      controls.pauseDatabase(rank);
      after(pause.millis(), () -> controls.resumeDatabase(rank));
    } else if (fault instanceof RefuseConnections refuse) {
      TcpProxy proxy = proxies.get(rank);
      proxy.refuse();
      after(refuse.millis(), proxy::accept);
    } else if (fault instanceof FillDisk fill) {
      long pid = controls.databasePid(rank);
      DiskLimit.fill(pid);
      after(fill.millis(), () -> DiskLimit.lift(pid));
    } else if (fault instanceof AlterAverage) {
      AlteredAverage.alter(controls.database(rank), event.run(), event.round());
    } else if (fault instanceof KillFunction) {
      return controls.killFunction(event);
    }
    return true;
  }

  /** What ends a fault, later; never if there is no time. */
  private void after(Integer millis, Runnable end) {
    if (millis != null) {
      timer.schedule(Duration.ofMillis(millis), () -> threads.execute(() -> ended(end)));
    }
  }

  private static void ended(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException e) {
      // The run may be over, or the part that was hit dead for another reason.
      LOG.warn("a fault could not be ended", e);
    }
  }

  /** For people: what and where. */
  static String described(StageFault fault, StageEvent event) {
    return fault.kind()
        + " of peer "
        + event.rank()
        + " "
        + fault.when().word()
        + " "
        + event.stage()
        + (event.batch() == null ? "" : " of batch " + event.batch())
        + (event.round() < 0 ? "" : " of round " + event.round());
  }
}
