package io.spirt.frameworks.lambdaml;

import io.spirt.functions.Pauses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How a worker waits for an object: it looks, and looks again after pauses that double from {@value
 * #FIRST_MILLIS} ms to {@code mostMillis}.
 *
 * @param pauses waits between two looks
 * @param clock tells when patience is at its end
 * @param patience how long to wait for one object; asked when a wait begins
 * @param mostMillis the longest pause
 * @param atEachLook may break off the waiting by an exception
 */
public record Waiting(
    Pauses pauses,
    InstantSource clock,
    Supplier<Duration> patience,
    long mostMillis,
    Runnable atEachLook) {
  static final long FIRST_MILLIS = 2;
}
