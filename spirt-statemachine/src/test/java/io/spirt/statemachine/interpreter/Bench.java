package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** An interpreter with everything around it in the hands of the test. */
final class Bench {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final HandTimer timer = new HandTimer();
  final Functions functions = new Functions();
  final List<HistoryEvent> events = new ArrayList<>();
  double jitter = 0.5;

  /** Draws the same number each time; it is the part of the wait that is waited. */
  private final class SameJitter implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("only nextDouble is drawn");
    }

    @Override
    public double nextDouble() {
      return jitter;
    }
  }

  Interpreter interpreter() {
    return new Interpreter(
        functions, timer, new SameJitter(), Clock.fixed(NOW, ZoneOffset.UTC), events::add);
  }

  Execution start(Definition definition, String input) {
    return interpreter().start(definition, "test", TestMachines.json(input));
  }

  /** Types of the events so far, and the state's name where there is one. */
  List<String> history() {
    return events.stream()
        .map(e -> e.state() == null ? e.type().text() : e.type().text() + " " + e.state())
        .toList();
  }

  static String output(Execution execution) {
    return ended(execution).output().toString().replace('"', '\'');
  }

  static String failure(Execution execution) {
    ExecutionResult result = ended(execution);
    return result.status() + " " + result.error() + ": " + result.cause();
  }

  /** The result; fails at once, rather than wait for ever, if the execution still runs. */
  private static ExecutionResult ended(Execution execution) {
    assertThat(execution.status()).isNotEqualTo(ExecutionStatus.RUNNING);
    return execution.result().join();
  }
}
