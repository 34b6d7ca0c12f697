package io.spirt.statemachine.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.statemachine.interpreter.Definition;
import io.spirt.statemachine.interpreter.Execution;
import io.spirt.statemachine.interpreter.ExecutionResult;
import io.spirt.statemachine.interpreter.ExecutionStatus;
import io.spirt.statemachine.interpreter.HandTimer;
import io.spirt.statemachine.interpreter.Interpreter;
import io.spirt.statemachine.interpreter.TaskFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Runs executions in the embedded interpreter, with time that passes by itself. */
final class Embedded {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Embedded() {}

  /** Runs one execution to its end. */
  static Trace run(String definition, JsonNode input, Script script) {
    HandTimer timer = new HandTimer();
    List<Trace.Event> events = new ArrayList<>();
    Interpreter interpreter =
        new Interpreter(
            (resource, event) -> answer(script, resource, event),
            timer,
            new Random(1),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            event ->
                events.add(
                    new Trace.Event(
                        event.type().text(),
                        event.state(),
                        event.data(),
                        event.error(),
                        event.cause())));
    Execution execution = interpreter.start(Definition.parse(definition), "test", input);
    for (Duration waited = Duration.ZERO;
        execution.status() == ExecutionStatus.RUNNING && waited.compareTo(LONGEST_WAIT) < 0;
        waited = waited.plusSeconds(1)) {
      timer.advance(Duration.ofSeconds(1));
    }
    ExecutionResult result = execution.result().getNow(null);
    if (result == null) {
      throw new AssertionError("does not end: " + events);
    }
    return new Trace(
        result.status().name(),
        result.output(),
        result.error(),
        result.cause(),
        events,
        script.calls());
  }

  private static CompletableFuture<JsonNode> answer(
      Script script, String resource, JsonNode event) {
    Outcome outcome = script.call(Functions.word(resource), event);
    if (outcome instanceof Outcome.Result result) {
      return CompletableFuture.completedFuture(result.json());
    }
    if (outcome instanceof Outcome.Failure failure) {
      return CompletableFuture.failedFuture(
          new TaskFailedException(failure.type(), failure.payload().toString()));
    }
    return new CompletableFuture<>();
  }
}
