package io.spirt.statemachine.interpreter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** States with a start: a whole definition, a branch, or what a Map runs for each item. */
record Machine(String startAt, Map<String, State> states) {

  /**
   * Compiles and checks.
   *
   * @param names of all states seen so far in the definition, to which these are added
   */
  static Machine parse(Fields fields, Set<String> names) {
    Map<String, State> states = new LinkedHashMap<>();
    Fields all = fields.object("States");
    String startAt = fields.text("StartAt");
    all.node()
        .fieldNames()
        .forEachRemaining(name -> states.put(name, StateParser.parse(all, name, names)));
    if (!states.containsKey(startAt)) {
      throw fields.refuse("StartAt", "there is no state '%s' here", startAt);
    }
    Machine machine = new Machine(startAt, Map.copyOf(states));
    machine.checkTargets(all);
    machine.checkReachable(all);
    return machine;
  }

  State state(String name) {
    return states.get(name);
  }

  private void checkTargets(Fields all) {
    for (State state : states.values()) {
      for (String target : state.targets()) {
        if (!states.containsKey(target)) {
          throw all.refuse(
              state.name(), "'%s' leads to '%s', which is not a state here", state.name(), target);
        }
      }
    }
  }

  private void checkReachable(Fields all) {
    Set<String> reached = new HashSet<>(List.of(startAt));
    Deque<String> todo = new ArrayDeque<>(reached);
    while (!todo.isEmpty()) {
      for (String target : states.get(todo.remove()).targets()) {
        if (reached.add(target)) {
          todo.add(target);
        }
      }
    }
    for (String name : states.keySet()) {
      if (!reached.contains(name)) {
        throw all.refuse(name, "no path from StartAt leads to the state '%s'", name);
      }
    }
    if (reached.stream().map(states::get).noneMatch(Machine::isTerminal)) {
      throw all.refuse(startAt, "no state ends this machine");
    }
  }

  private static boolean isTerminal(State state) {
    return state instanceof State.Fail
        || (state instanceof State.Straight straight && straight.next() == null);
  }
}
