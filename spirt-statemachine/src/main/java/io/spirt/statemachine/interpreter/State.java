package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One compiled state. Immutable. */
sealed interface State {
  String name();

  /** Names of the states that can follow, catchers' included. */
  List<String> targets();

  /** A state with one successor, or null at the end. */
  sealed interface Straight extends State {
    String next();

    @Override
    default List<String> targets() {
      return next() == null ? List.of() : List.of(next());
    }
  }

  /** A state that can fail: it has catchers and a result. */
  sealed interface Work extends Straight {
    List<Catcher> catchers();

    ResultPath resultPath();

    @Override
    default List<String> targets() {
      List<String> targets = new ArrayList<>(catchers().stream().map(Catcher::next).toList());
      if (next() != null) {
        targets.add(next());
      }
      return targets;
    }
  }

  /** Parameters and resultSelector are null where the definition has none. */
  record Task(
      String name,
      String resource,
      Template parameters,
      Template resultSelector,
      int timeoutSeconds,
      List<Retrier> retriers,
      ResultPath resultPath,
      List<Catcher> catchers,
      String next)
      implements Work {}

  record Parallel(
      String name,
      List<Machine> branches,
      ResultPath resultPath,
      List<Catcher> catchers,
      String next)
      implements Work {}

  /** The concurrency is at least 1; itemSelector is null where the items are passed as they are. */
  record Map(
      String name,
      ReferencePath itemsPath,
      Template itemSelector,
      int maxConcurrency,
      Machine processor,
      ResultPath resultPath,
      List<Catcher> catchers,
      String next)
      implements Work {}

  /** Takes no time; parameters is null where the input is the result. */
  record Pass(String name, Template parameters, ResultPath resultPath, String next)
      implements Straight {}

  record Wait(String name, int seconds, String next) implements Straight {}

  record Choice(String name, List<Rule> rules, String otherwise) implements State {
    record Rule(ReferencePath variable, Predicate<JsonNode> test, String next) {}

    @Override
    public List<String> targets() {
      List<String> targets = new ArrayList<>(rules.stream().map(Rule::next).toList());
      targets.add(otherwise);
      return targets;
    }
  }

  record Fail(String name, TextValue error, TextValue cause) implements State {
    @Override
    public List<String> targets() {
      return List.of();
    }
  }
}
