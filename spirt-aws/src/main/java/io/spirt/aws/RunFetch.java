package io.spirt.aws;

import io.spirt.functions.Submission;
import io.spirt.monitor.PeerTrack;
import io.spirt.monitor.ReportFiles;
import io.spirt.monitor.RunObserver;
import io.spirt.monitor.report.RunReport;
import io.spirt.safetensors.InvalidSafetensorsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings what a run came to into a folder, as a run on this machine would leave it. */
public final class RunFetch {
  private final DeployedRun run;

  /**
   * Fetches a run.
   *
   * @param clients stay the caller's
   */
  public RunFetch(AwsClients clients, DeployedStack stack, String run) {
    this.run = new DeployedRun(clients, stack, run);
  }

  /**
   * Writes {@code report.json}, {@code metrics.csv} and, if the run came to its end, {@code
   * model.safetensors} into {@code <runs>/<run>}, each whole or not at all.
   *
   * @throws AwsRefusedException if there is no such run, it goes on, or its model is damaged
   */
  public RunReport fetch(Path runs) {
    Submission submission = run.submission();
    RunRecords records = new RunRecords(run, submission, new RunObserver() {});
    records.read(true);
    boolean stopped = run.objects().isStopped(run.name());
    if (!records.isOver()) {
      findFailures(records, submission, stopped);
    }
    RunReport report = records.report(stopped && !records.isOver());
    boolean complete = report.status().equals("succeeded") || report.status().equals("diverged");
    Optional<byte[]> model = complete ? Optional.of(model(records)) : Optional.empty();
    Path folder = runs.resolve(run.name());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
    ReportFiles files = new ReportFiles(folder);
    // The model first: who finds a report of a run that succeeded finds the model, too.
    model.ifPresent(files::writeModel);
    files.write(report);
    return report;
  }

  private void findFailures(RunRecords records, Submission submission, boolean stopped) {
    for (int rank : records.replay().monitor().atWork()) {
      PeerTrack track = records.replay().peer(rank);
      Optional<Execution> execution = run.current(submission, track);
      boolean goesOn = execution.map(found -> found.runs() || found.succeeded()).orElse(!stopped);
      if (goesOn) {
        throw new AwsRefusedException(
            "run '%s' goes on (rank %d is in epoch %d of %d): wait for its end with spirt watch, or"
                    .formatted(
                        run.name(),
                        rank,
                        Math.max(1, track.epoch()),
                        records.job().training().epochs())
                + " stop it");
      }
      if (!stopped) {
        Execution failed = execution.orElseThrow();
        records.replay().failed(rank, failed.failure(), failed.endedMillis());
      }
    }
  }

  /** The model; what was cut off or altered on its way is not written. */
  private byte[] model(RunRecords records) {
    byte[] bytes = run.objects().model(run.name());
    try {
      ModelDigest.check(
          ByteBuffer.wrap(bytes),
          run.objects().outcome(run.name()).paramsDigest(),
          records.job().model());
      return bytes;
    } catch (InvalidSafetensorsException e) {
      throw new AwsRefusedException(
          run.place() + "/model.safetensors is damaged: " + e.getMessage() + "; fetch it again");
    }
  }
}
