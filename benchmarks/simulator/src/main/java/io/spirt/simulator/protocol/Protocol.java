package io.spirt.simulator.protocol;

import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.engine.Activity;

/** What a framework does. An epoch is a number of equal units; some of them are simulated. */
abstract class Protocol {
  private static final double MEGABYTE = 1e6;
  private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
  private static final int COPIES_OF_GRADIENT = 3;
  private static final int MOST_TRANSFERS = 200_000;

  private final Cloud cloud;

  Protocol(Cloud cloud) {
    this.cloud = cloud;
  }

  final Cloud cloud() {
    return cloud;
  }

  final Scenario scenario() {
    return cloud.scenario();
  }

  final int peers() {
    return scenario().peers();
  }

  /** The units that are simulated, of all peers. */
  abstract Activity simulated();

  /** How many units are simulated. */
  abstract int simulatedUnits();

  /** How many units an epoch has. */
  abstract int units();

  /** When the first unit began: what was before it happens once in an epoch. */
  double unitsBegan() {
    return 0;
  }

  /** Instances that run for as long as the epoch lasts. */
  abstract int instances();

  /** Most memory of a database, in GiB; 0 if there is none. */
  double databaseGibibytes() {
    return 0;
  }

  /** Megabytes of a function that holds so many models beside its process. */
  final double megabytes(double models) {
    return scenario().of(Parameter.PROCESS_MEGABYTES)
        + models * scenario().size().model() / MEGABYTE;
  }

  /** Megabytes of a function that computes gradients. */
  final double gradientMegabytes() {
    return megabytes(COPIES_OF_GRADIENT) + scenario().size().activationMegabytes();
  }

  final int gradientMemory() {
    return cloud.megabytes(Stage.COMPUTE_GRADIENT, gradientMegabytes());
  }

  final double gibibytes(double models) {
    return models * scenario().size().model() / GIBIBYTE;
  }

  /**
   * Steps that are enough to know how long one takes, so that any number of peers takes seconds.
   */
  static int fewSteps(int steps, int transfersOfStep) {
    return Math.max(1, Math.min(steps, Math.min(8, MOST_TRANSFERS / Math.max(1, transfersOfStep))));
  }
}
