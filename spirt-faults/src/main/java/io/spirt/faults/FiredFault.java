package io.spirt.faults;

/**
 * A fault that happened.
 *
 * @param fault as the plan has it
 * @param millis since the run's parts were up
 * @param what what was done, for people: names the peer and the moment
 */
public record FiredFault(Fault fault, long millis, String what) {}
