package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.job.TimeoutSpec;
import io.spirt.statemachine.EntryDefinition;
import io.spirt.statemachine.EntryInput;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import io.spirt.statemachine.SubmissionDefinition;
import io.spirt.statemachine.TestJobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One execution that both sides run.
 *
 * @param name what happens in it
 * @param kind what is executed
 * @param batches of a round
 * @param converge whether a round's convergence check is due
 * @param outcomes see {@link Script}
 * @param only see {@link Seen#of}
 */
record Scenario(
    String name,
    Kind kind,
    List<Integer> batches,
    boolean converge,
    Map<String, List<Outcome>> outcomes,
    String only) {
  /** Batches of a definition that is a Map; fewer are run. */
  private static final int MANY = 2000;

  /** Long enough for a call that is not to time out, short enough to wait for one that is. */
  private static final int SHORT_SECONDS = 3;

  private static final List<Integer> SEVERAL = List.of(3, 7, 12);

  /** A definition that the generators emit. */
  enum Kind {
    PARALLEL,
    PARALLEL_WITH_SHORT_TIMEOUT,
    MAP,
    ENTRY,
    /** An entry that gives up after three calls. */
    IMPATIENT_ENTRY,
    SUBMISSION
  }

  static Scenario of(String name, Kind kind) {
    return new Scenario(name, kind, SEVERAL, true, Map.of(), null);
  }

  Scenario batches(List<Integer> ids) {
    return new Scenario(name, kind, ids, converge, outcomes, only);
  }

  Scenario withoutConverge() {
    return new Scenario(name, kind, batches, false, outcomes, only);
  }

  Scenario only(int batch) {
    return new Scenario(name, kind, batches, converge, outcomes, String.valueOf(batch));
  }

  /** The function answers so, call by call. */
  Scenario when(String function, Outcome... answers) {
    Map<String, List<Outcome>> more = new LinkedHashMap<>(outcomes);
    more.put(function, List.of(answers));
    return new Scenario(name, kind, batches, converge, more, only);
  }

  /** The definition, with functions by their words. */
  ObjectNode definition(UnaryOperator<String> arns) {
    return switch (kind) {
      case PARALLEL -> round(TestJobs.job(), batches.size(), arns);
      case PARALLEL_WITH_SHORT_TIMEOUT ->
          round(
              TestJobs.job("short", 1, new TimeoutSpec(SHORT_SECONDS, 60, 90, 500, 3)),
              batches.size(),
              arns);
      case MAP -> round(TestJobs.job(), MANY, arns);
      case ENTRY -> entry(arns);
      case IMPATIENT_ENTRY -> {
        ObjectNode entry = entry(arns);
        ((ObjectNode) entry.at("/States/IsReady/Choices/1")).put("NumericGreaterThanEquals", 2);
        yield entry;
      }
      case SUBMISSION ->
          SubmissionDefinition.generate(arns.apply("prepare"), arns.apply("begin")).json();
    };
  }

  JsonNode input(String run) {
    return switch (kind) {
      case PARALLEL, PARALLEL_WITH_SHORT_TIMEOUT, MAP ->
          new RoundInput(run, 2, 4, 3, batches, converge).json();
      case ENTRY, IMPATIENT_ENTRY -> new EntryInput(run, 2).json();
      case SUBMISSION ->
          Outcome.json("{'name':'" + run + "','peers':4,'training':{'epochs':1,'rate':1e-3}}");
    };
  }

  /** What is compared of a trace. */
  List<String> seen(Trace trace, JsonNode definition) {
    Set<String> states = new TreeSet<>();
    definition.path("States").fieldNames().forEachRemaining(states::add);
    return Seen.of(trace, states, only);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ": " + name;
  }

  private static ObjectNode round(Job job, int batches, UnaryOperator<String> arns) {
    return RoundDefinition.generate(job, batches, stage -> arns.apply(stage.word())).json();
  }

  private static ObjectNode entry(UnaryOperator<String> arns) {
    return EntryDefinition.generate((Stage stage) -> arns.apply(stage.word())).json();
  }
}
