package io.spirt.statemachine.interpreter;

import java.util.ArrayList;
import java.util.List;

/** One compiled state. Immutable. */
sealed interface State {
  String name();

  /** Names of the states that can follow, catchers' included. */
  List<String> targets();

  /** A state that can fail: it has catchers, a result, and one successor or null at the end. */
  sealed interface Work extends State {
    List<Catcher> catchers();

    ResultPath resultPath();

    String next();

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

  record Choice(String name, List<Rule> rules, String otherwise) implements State {
    record Rule(ReferencePath variable, boolean equal, String next) {}

    @Override
    public List<String> targets() {
      List<String> targets = new ArrayList<>(rules.stream().map(Rule::next).toList());
      targets.add(otherwise);
      return targets;
    }
  }

  record Fail(String name, ReferencePath errorPath, ReferencePath causePath) implements State {
    @Override
    public List<String> targets() {
      return List.of();
    }
  }
}
