package io.spirt.frameworks.mlless;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.spirt.database.Convergence;
import java.util.ArrayList;
import java.util.List;

/** How far a worker is: with its model and its filter all that its next invocation needs. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
final class Position {
  /** Of the run, from 0: the next one. */
  int step;

  /** From 1. */
  int epoch = 1;

  /** From 0. */
  int stepOfEpoch;

  /** Who takes part, as far as this worker knows. */
  List<Integer> active = new ArrayList<>();

  List<BatchPlan.Leave> leaves = new ArrayList<>();

  /** Where convergence stood at the last check; null before the first. */
  Convergence convergence;

  double learningRate;

  /** Messages that came early. */
  List<Message> mail = new ArrayList<>();

  /** What the filter has counted. */
  double significance;

  Position() {}
}
