package io.spirt.statemachine.interpreter;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the executions of one interpreter share: the world outside. */
record Environment(
    TaskInvoker invoker,
    Timer timer,
    RandomGenerator jitter,
    Clock clock,
    ExecutionListener listener) {}
