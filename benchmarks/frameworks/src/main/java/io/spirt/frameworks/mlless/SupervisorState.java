package io.spirt.frameworks.mlless;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.spirt.database.Convergence;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a supervisor knows, as it lies in the database: another process can go on from it. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
final class SupervisorState {

  /** What is being waited for. */
  enum Phase {
    /** The reports of a step. */
    STEP,
    /** The model of who leaves. */
    LEAVE,
    /** The check at an epoch's end. */
    CHECK,
    /** The last models. */
    END,
    /** Nothing any more. */
    OVER
  }

  Phase phase = Phase.STEP;

  /** Of the run, from 0. */
  int step;

  /** From 1. */
  int epoch = 1;

  /** From 0. */
  int stepOfEpoch;

  /** Who takes part. */
  SortedSet<Integer> active = new TreeSet<>();

  /** Who was silent too long. */
  SortedSet<Integer> silent = new TreeSet<>();

  /** Who left, when. */
  List<BatchPlan.Leave> leaves = new ArrayList<>();

  /** Steps that the run had at the last leave. */
  int stepsAtLeave;

  /** The reports of the step so far. */
  SortedMap<Integer, Message.Report> reports = new TreeMap<>();

  /** Whose last model is there. */
  SortedSet<Integer> models = new TreeSet<>();

  /** Who leaves, or checks. */
  int awaited = -1;

  /** Why training stops, or empty. */
  String stop = "";

  /** By step; kept only if somebody may leave. */
  List<Double> losses = new ArrayList<>();

  Progress progress = Progress.NONE;

  Convergence convergence;

  /** The epoch that convergence was last checked after. */
  int checked;

  /** What was said last, to be said again by a process that takes over. */
  List<Message> said = new ArrayList<>();

  SupervisorState() {}

  /** Before the first step. */
  static SupervisorState first(int workers) {
    SupervisorState state = new SupervisorState();
    for (int rank = 0; rank < workers; rank++) {
      state.active.add(rank);
    }
    return state;
  }
}
