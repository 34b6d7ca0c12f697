package io.spirt.cli;

import io.spirt.aws.JobSubmission;
import io.spirt.aws.Pause;
import io.spirt.functions.Submission;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.training.data.DataLocation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spirt submit}. */
@Command(
    name = "submit",
    description = {
      "Trains a job on AWS: brings its data, weights and jar into the deployment's bucket and",
      "starts it there. Files that are in the bucket are not sent again, and submitting the same",
      "job again does not start it again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spirt submit job.json --stack spirt",
      "  spirt submit job.json --stack spirt --data ~/mnist --watch",
      "  spirt submit job.json --stack spirt --run second-try"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final AwsAccess access;

  @Parameters(paramLabel = "JOB.json", description = "The job document; see spirt schema.")
  private Path file;

  @Mixin private StackOption stack;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Folder with the dataset's files (default: SPIRT_DATA, else a download).",
        "Not needed for digits, nor if the job's dataset.uri is in S3."
      })
  private Path data;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the run instead of the job's, to train the same job once more.")
  private String run;

  @Option(names = "--watch", description = "Follow the run to its end, as spirt watch does.")
  private boolean watch;

  @Mixin private WatchOption watching;
  @Mixin private ReportOptions output;

  SubmitCommand(AwsAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() throws Exception {
    Job job = job();
    if (data != null && !Files.isDirectory(data)) {
      throw new InvalidInputException("--data " + data + ": no such folder");
    }
    if (!watch && (output.json() || output.file().isPresent())) {
      throw new InvalidInputException("--json and --report are of the run's end: add --watch");
    }
    output.check();
    Duration interval = watching.interval();
    PrintWriter narration = output.narration();
    try (StackSession session = access.open(stack.name())) {
      JobSubmission submission =
          new JobSubmission(
              session.clients(),
              session.stack(),
              InstantSource.system(),
              Pause.real(),
              INTERVAL,
              line -> say(narration, line));
      Submission taken =
          submission.submit(job, DataLocation.of(Optional.ofNullable(data), System.getenv()));
      say(narration, "run %s is taken: %d peers".formatted(taken.run(), taken.peers()));
      if (!watch) {
        say(narration, "to follow it: " + session.command("watch", taken.run()));
        return ExitCodes.OK;
      }
      return Watching.follow(session, taken.run(), interval, output);
    }
  }

  private Job job() {
    Job job = JobFile.read(file);
    // Read anew, because a name has to be a valid one.
    return run == null ? job : JobReader.read(JobReader.write(job.named(run)));
  }

  private static void say(PrintWriter narration, String line) {
    narration.println(line);
    narration.flush();
  }
}
