package io.spirt.faults;

/** One thing that is to go wrong. Immutable. */
public sealed interface Fault permits StageFault, MessageFault {

  /** Its name in a plan, such as {@code kill-database}. */
  String kind();

  /** How often it happens at most, at least 1. */
  int times();
}
