package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/** A machine on its way: the whole definition, one branch, or one iteration of a Map. */
final class Scope {
  private final Run run;
  private final Machine machine;
  private final Owner owner;
  private int lastId;
  private Step active;
  private boolean ended;

  /** Is told once how a scope ended, unless it aborted the scope itself. */
  interface Owner {
    void succeeded(Scope scope, JsonNode output);

    void failed(Scope scope, Failure failure);
  }

  /**
   * A scope at rest.
   *
   * @param previousId the event that opened it
   */
  Scope(Run run, Machine machine, int previousId, Owner owner) {
    this.run = run;
    this.machine = machine;
    this.lastId = previousId;
    this.owner = owner;
  }

  Run run() {
    return run;
  }

  int lastId() {
    return lastId;
  }

  /** The next event of this scope follows that of an inner one. */
  void follow(int id) {
    lastId = id;
  }

  void record(HistoryEventType type, String state, JsonNode data, Failure failure) {
    lastId = run.history().record(type, lastId, state, data, failure);
  }

  void enter(String name, JsonNode input) {
    State state = machine.state(name);
    if (state instanceof State.Choice choice) {
      choose(choice, input);
    } else if (state instanceof State.Fail fail) {
      fail(fail, input);
    } else {
      active = Step.of(this, (State.Work) state, input);
      active.begin();
    }
  }

  /** Goes on to {@code next}, or ends if that is null. */
  void leave(String next, JsonNode output) {
    active = null;
    if (next == null) {
      ended = true;
      owner.succeeded(this, output);
      return;
    }
    run.post(
        () -> {
          if (!ended) {
            enter(next, output);
          }
        });
  }

  void fail(Failure failure) {
    active = null;
    ended = true;
    owner.failed(this, failure);
  }

  /** Stops what runs inside; the owner is not told. */
  void abort() {
    ended = true;
    if (active != null) {
      Step aborted = active;
      active = null;
      aborted.abort();
    }
  }

  private void choose(State.Choice choice, JsonNode input) {
    record(HistoryEventType.CHOICE_STATE_ENTERED, choice.name(), input, null);
    String next;
    try {
      next = next(choice, input);
    } catch (StateException e) {
      fail(e.failure());
      return;
    }
    record(HistoryEventType.CHOICE_STATE_EXITED, choice.name(), input, null);
    leave(next, input);
  }

  private static String next(State.Choice choice, JsonNode input) {
    for (State.Choice.Rule rule : choice.rules()) {
      JsonNode variable = rule.variable().read(input);
      if (variable.isBoolean() && variable.booleanValue() == rule.equal()) {
        return rule.next();
      }
    }
    return choice.otherwise();
  }

  private void fail(State.Fail fail, JsonNode input) {
    record(HistoryEventType.FAIL_STATE_ENTERED, fail.name(), input, null);
    Failure failure;
    try {
      failure = new Failure(text(fail.errorPath(), input), text(fail.causePath(), input));
    } catch (StateException e) {
      failure = e.failure();
    }
    fail(failure);
  }

  private static String text(ReferencePath path, JsonNode input) {
    JsonNode value = path.read(input);
    if (!value.isTextual()) {
      throw new StateException(
          Failure.runtime(
              "the path '%s' has to find a text, not %s", path.text(), Fields.brief(value)));
    }
    return value.asText();
  }
}
