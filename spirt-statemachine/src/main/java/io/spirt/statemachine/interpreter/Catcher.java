package io.spirt.statemachine.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where to go on after an error that is not retried, and where its description is put. */
record Catcher(List<String> errors, ResultPath resultPath, String next) {
  private static final Set<String> FIELDS = Set.of("ErrorEquals", "ResultPath", "Next");

  static List<Catcher> parse(Fields state) {
    if (!state.has("Catch")) {
      return List.of();
    }
    List<Catcher> catchers = new ArrayList<>();
    List<Fields> policies = state.objects("Catch");
    for (Fields policy : policies) {
      policy.only("a catcher", FIELDS);
      boolean last = catchers.size() == policies.size() - 1;
      catchers.add(
          new Catcher(
              ErrorNames.read(policy, last), ResultPath.parse(policy), policy.text("Next")));
    }
    return List.copyOf(catchers);
  }

  /** The first that names the error. */
  static Optional<Catcher> find(List<Catcher> catchers, String error) {
    return catchers.stream().filter(c -> ErrorNames.cover(c.errors, error)).findFirst();
  }
}
