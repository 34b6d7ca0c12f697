package io.spirt.faults;

import io.spirt.functions.StageEvent;

/** A fault that a stage brings about; it hits what belongs to that stage's peer. */
public sealed interface StageFault extends Fault
    permits KillDatabase,
        PauseDatabase,
        RefuseConnections,
        KillFunction,
        Delay,
        FillDisk,
        AlterAverage {

  /** The peer, or null for any. */
  Integer rank();

  /** The stage's word, or null for any. */
  String stage();

  /** The round as events count it, or null for any. */
  Integer round();

  /** When it comes. */
  Moment when();

  /** True if that event brings it about. */
  default boolean concerns(StageEvent event) {
    return (rank() == null || rank() == event.rank())
        && (stage() == null || stage().equals(event.stage()))
        && (round() == null || round() == event.round());
  }
}
