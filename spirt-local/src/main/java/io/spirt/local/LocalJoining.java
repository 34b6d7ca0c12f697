package io.spirt.local;

import io.spirt.local.control.ControlClient;
import io.spirt.monitor.report.JoinReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Lets a new peer join a run that goes on in another process of this machine. */
public final class LocalJoining {
  private LocalJoining() {}

  /**
   * Asks the run for a new peer and waits until it is a member, which it is from the next epoch on.
   *
   * @param runs where the run's folder is
   * @param run the run's name
   * @param progress told in a few words how it goes
   * @throws RunRefusedException if there is no such run, it does not go on or is about to end, or
   *     it has too few batches for one more peer
   */
  public static JoinReport join(Path runs, String run, Consumer<String> progress) {
    Path file = ControlDoor.file(RunDirectory.runtimeOfRunning(runs, run));
    if (!Files.exists(file)) {
      throw new RunRefusedException(
          "run "
              + run
              + " is starting or ending: a peer can join between its first and its last"
              + " epoch; try again");
    }
    try {
      return ControlClient.ask(file, ControlDoor.JOIN, JoinReport.class, progress);
    } catch (ControlClient.RefusedException e) {
      throw new RunRefusedException("no peer can join run " + run + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RunRefusedException(
          "run " + run + " does not answer any more, it has ended: " + e.getMessage(), e);
    }
  }
}
