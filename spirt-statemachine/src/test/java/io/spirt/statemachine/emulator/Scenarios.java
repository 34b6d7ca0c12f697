package io.spirt.statemachine.emulator;

import static io.spirt.statemachine.emulator.Outcome.failure;
import static io.spirt.statemachine.emulator.Outcome.permanent;
import static io.spirt.statemachine.emulator.Outcome.result;
import static io.spirt.statemachine.emulator.Outcome.transientError;

import io.spirt.statemachine.emulator.Scenario.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is run on both sides: every definition, and every task of each failing in every way. */
final class Scenarios {
  /** The last batch of a round: when it fails, the others have ended. */
  private static final String LAST = "compute-gradient/12";

  private static final Outcome HANG = new Outcome.Hang();
  private static final Outcome NOT_READY = result("{'ready':false,'version':-1}");

  private static final Map<Kind, List<String>> TASKS =
      Map.of(
          Kind.PARALLEL,
          List.of(
              LAST,
              "average",
              "heartbeat",
              "sync",
              "aggregate",
              "update",
              "converge",
              "trigger-epoch"),
          Kind.MAP,
          List.of(LAST, "average"),
          Kind.ENTRY,
          List.of("init", "auth", "trigger-epoch"),
          Kind.SUBMISSION,
          List.of("prepare", "begin"));

  private Scenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(successes());
    // Those that wait for a timeout are among them, and others go on meanwhile.
    all.addAll(special());
    TASKS.forEach((kind, tasks) -> tasks.forEach(task -> all.addAll(failures(kind, task))));
    return all;
  }

  private static List<Scenario> successes() {
    return List.of(
        Scenario.of("one batch", Kind.PARALLEL).batches(List.of(5)).withoutConverge(),
        Scenario.of("one batch and a convergence check", Kind.PARALLEL).batches(List.of(5)),
        Scenario.of("several batches", Kind.PARALLEL).withoutConverge(),
        Scenario.of("several batches and a convergence check", Kind.PARALLEL),
        Scenario.of("one batch", Kind.MAP).batches(List.of(5)).withoutConverge(),
        Scenario.of("several batches", Kind.MAP).withoutConverge(),
        Scenario.of("several batches and a convergence check", Kind.MAP),
        Scenario.of("ready at once", Kind.ENTRY),
        Scenario.of("ready at the third call", Kind.ENTRY).when("auth", NOT_READY, NOT_READY),
        Scenario.of("ready at the last call", Kind.IMPATIENT_ENTRY)
            .when("auth", NOT_READY, NOT_READY),
        Scenario.of("a job", Kind.SUBMISSION));
  }

  private static List<Scenario> failures(Kind kind, String task) {
    String batch =
        task.contains("/") ? " (batch " + task.substring(task.indexOf('/') + 1) + ")" : "";
    Outcome again = transientError("timed out" + batch);
    return List.of(
        Scenario.of(task + " fails for good", kind).when(task, permanent("it is gone" + batch)),
        Scenario.of(task + " succeeds at the third attempt", kind).when(task, again, again),
        Scenario.of(task + " fails four times", kind).when(task, again, again, again, again));
  }

  private static List<Scenario> special() {
    Outcome again = transientError("timed out (batch 7)");
    return List.of(
        Scenario.of("two gradients are retried", Kind.PARALLEL)
            .when("compute-gradient/7", again, again, again)
            .when("compute-gradient/3", transientError("lost (batch 3)")),
        Scenario.of("two gradients are retried", Kind.MAP)
            .when("compute-gradient/7", again, again, again)
            .when("compute-gradient/3", transientError("lost (batch 3)")),
        Scenario.of("the first gradient fails for good", Kind.PARALLEL)
            .when("compute-gradient/3", permanent("no such batch 3"))
            .only(3),
        Scenario.of("the first gradient fails for good", Kind.MAP)
            .when("compute-gradient/3", permanent("no such batch 3"))
            .only(3),
        Scenario.of("a retry meets another error", Kind.PARALLEL)
            .when("sync", transientError("lost"), permanent("it is gone")),
        Scenario.of("results that nobody looks at", Kind.PARALLEL)
            .when("average", result("null"))
            .when("heartbeat", result("'done'"))
            .when("sync", result("[1,2]"))
            .when("update", result("3.5")),
        Scenario.of("a job with errors", Kind.SUBMISSION)
            .when(
                "prepare",
                failure("io.spirt.job.InvalidJobException", "/peers: 0, at least 2\n/name: «ä»")),
        Scenario.of("never ready", Kind.IMPATIENT_ENTRY)
            .when("auth", NOT_READY, NOT_READY, NOT_READY, NOT_READY),
        Scenario.of("ready is not a boolean at first", Kind.ENTRY)
            .when("auth", result("{'ready':'true'}"), result("{'ready':null}")),
        Scenario.of("a gradient does not end in time", Kind.PARALLEL_WITH_SHORT_TIMEOUT)
            .batches(List.of(5))
            .when("compute-gradient/5", HANG),
        Scenario.of("a check never ends in time", Kind.PARALLEL_WITH_SHORT_TIMEOUT)
            .batches(List.of(5))
            .when("converge", HANG, HANG, HANG, HANG));
  }

  /** What is missing in a result that a ResultSelector reads; these the emulator gets wrong. */
  static List<Scenario> malformed() {
    return List.of(
        Scenario.of("a gradient without its batch", Kind.PARALLEL)
            .batches(List.of(5))
            .when("compute-gradient/5", result("{'loss':0.5}")),
        Scenario.of("a gradient that is a text", Kind.MAP)
            .batches(List.of(5))
            .when("compute-gradient/5", result("'done'")),
        Scenario.of("an auth that does not say whether it is ready", Kind.ENTRY)
            .when("auth", result("{'version':0}")),
        Scenario.of("a job that was prepared without a digest", Kind.SUBMISSION)
            .when("prepare", result("{'run':'r','peers':4}")));
  }
}
