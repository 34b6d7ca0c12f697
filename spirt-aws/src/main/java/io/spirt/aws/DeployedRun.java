package io.spirt.aws;

import io.spirt.functions.RoundRecord;
import io.spirt.functions.RunObjects;
import io.spirt.functions.Submission;
import io.spirt.monitor.PeerTrack;
import io.spirt.store.S3ObjectStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/**
 * One run of a deployment: its objects in the bucket and its executions.
 *
 * @param clients stay the caller's
 * @param stack where it is
 * @param name the run's name
 */
record DeployedRun(AwsClients clients, DeployedStack stack, String name) {
  private static final int READERS = 16;
  private static final int MOST_NAMED = 10;

  RunObjects objects() {
    return new RunObjects(store());
  }

  S3ObjectStore store() {
    return new S3ObjectStore(clients.s3(), stack.bucket(), "");
  }

  Executions executions() {
    return new Executions(clients.sfn());
  }

  /** Where its objects are. */
  String place() {
    return "s3://" + stack.bucket() + "/" + RunObjects.prefix(name);
  }

  /**
   * How its job was taken.
   *
   * @throws AwsRefusedException if there is no such run
   */
  Submission submission() {
    return objects().submission(name).orElseThrow(this::missing);
  }

  /** The execution that took its job, or tries to; the newest, if the name was given to several. */
  Optional<Execution> submissionExecution() {
    Executions executions = executions();
    return objects()
        .submission(name)
        .flatMap(taken -> executions.lastAttempt(stack.submissionMachine(), taken.executionName()))
        .or(
            () ->
                executions.newest(
                    stack.submissionMachine(), Pattern.quote(name) + "-[0-9a-f]{12}(-[0-9]+)?"));
  }

  AwsRefusedException missing() {
    List<String> others =
        clients
            .s3()
            .listObjectsV2(r -> r.bucket(stack.bucket()).prefix("runs/").delimiter("/"))
            .commonPrefixes()
            .stream()
            .map(CommonPrefix::prefix)
            .map(prefix -> prefix.substring("runs/".length(), prefix.length() - 1))
            .limit(MOST_NAMED)
            .toList();
    return new AwsRefusedException(
        "stack '%s' has no run '%s'; %s"
            .formatted(
                stack.name(),
                name,
                others.isEmpty()
                    ? "submit its job first"
                    : "there are " + String.join(", ", others)));
  }

  /** What is known of the execution that a peer is in, or was in last; empty if it has none. */
  Optional<Execution> current(Submission taken, PeerTrack peer) {
    Executions executions = executions();
    Optional<Execution> entry =
        executions.lastAttempt(stack.entryMachine(peer.rank()), taken.executionName());
    boolean cameLater = entry.isPresent() && entry.get().startedMillis() > peer.atMillis();
    if (cameLater || peer.execution().isEmpty()) {
      return entry;
    }
    return executions.find(peer.execution()).or(() -> entry);
  }

  /** Reads records, several at the same time. */
  List<RoundRecord> records(Collection<String> keys) {
    RunObjects objects = objects();
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<CompletableFuture<RoundRecord>> reading =
          keys.stream()
              .map(key -> CompletableFuture.supplyAsync(() -> objects.record(key), readers))
              .toList();
      return reading.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      readers.shutdownNow();
    }
  }

  /** Keys of the records that say where each peer is: those of its entry and its last rounds. */
  List<String> lastRecords(Submission taken, int rounds) {
    List<String> all = objects().records(name);
    return IntStream.range(0, taken.peers())
        .boxed()
        .flatMap(rank -> last(all, rank, rounds).stream())
        .collect(Collectors.toList());
  }

  private static List<String> last(List<String> all, int rank, int rounds) {
    List<String> own =
        all.stream().filter(key -> key.contains("/progress/" + rank + "/")).sorted().toList();
    List<String> numbered = own.stream().filter(key -> !isEntry(key)).toList();
    int from = Math.max(0, numbered.size() - rounds);
    return own.stream().filter(key -> isEntry(key) || numbered.indexOf(key) >= from).toList();
  }

  /** True for the record of the stages before a peer's first round. */
  static boolean isEntry(String key) {
    return key.endsWith("/entry.json");
  }
}
