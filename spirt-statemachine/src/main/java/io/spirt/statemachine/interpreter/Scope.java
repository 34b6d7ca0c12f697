package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/** A machine on its way: the whole definition, one branch, or one iteration of a Map. */
final class Scope {
  private final Run run;
  private final Machine machine;
  private final Owner owner;
  private int lastId;
  private Visit active;
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
    } else if (state instanceof State.Pass pass) {
      pass(pass, input);
    } else {
      active =
          state instanceof State.Wait wait
              ? new WaitVisit(this, wait, input)
              : Step.of(this, (State.Work) state, input);
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
      Visit aborted = active;
      active = null;
      aborted.abort();
    }
  }

  private void pass(State.Pass pass, JsonNode input) {
    record(HistoryEventType.PASS_STATE_ENTERED, pass.name(), input, null);
    JsonNode output;
    try {
      JsonNode result = pass.parameters() == null ? input : pass.parameters().fill(input);
      output =
          Payload.check(pass.resultPath().apply(input, result), "output of state " + pass.name());
    } catch (StateException e) {
      fail(e.failure());
      return;
    }
    record(HistoryEventType.PASS_STATE_EXITED, pass.name(), output, null);
    leave(pass.next(), output);
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
      if (rule.test().test(variable)) {
        return rule.next();
      }
    }
    return choice.otherwise();
  }

  private void fail(State.Fail fail, JsonNode input) {
    record(HistoryEventType.FAIL_STATE_ENTERED, fail.name(), input, null);
    Failure failure;
    try {
      failure = new Failure(fail.error().in(input), fail.cause().in(input));
    } catch (StateException e) {
      failure = e.failure();
    }
    fail(failure);
  }
}
