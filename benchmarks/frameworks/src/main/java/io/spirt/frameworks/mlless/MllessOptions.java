package io.spirt.frameworks.mlless;

import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import java.util.List;

/**
 * What can be set.
 *
 * @param filter which gradients are significant
 * @param threshold of the filter
 * @param patience steps without a lower smoothed loss after which training stops; 0 for never
 * @param workerPatienceMillis how long the others wait for a worker once one of them is through
 * @param supervisorPatienceMillis how long workers wait for the supervisor, and it for all of them
 * @param scaleIn whether workers leave once the loss curve has passed its knee
 * @param scaleInSteps steps between one leave and the next at least
 * @param leastWorkers workers that stay
 */
record MllessOptions(
    FilterKind filter,
    double threshold,
    int patience,
    long workerPatienceMillis,
    long supervisorPatienceMillis,
    boolean scaleIn,
    int scaleInSteps,
    int leastWorkers) {

  private static final String FILTER = "filter";
  private static final String THRESHOLD = "threshold";
  private static final String STEPS_WITHOUT_PROGRESS = "patience";
  private static final String WORKER_PATIENCE = "workerPatienceSeconds";
  private static final String SCALE_IN = "scaleIn";
  private static final String SCALE_IN_STEPS = "scaleInSteps";
  private static final String LEAST_WORKERS = "leastWorkers";

  /** Neither the thesis nor MLLess's article names one; this is what MLLess's examples use. */
  private static final double DEFAULT_THRESHOLD = 0.7;

  private static final int DEFAULT_PATIENCE = 10;
  private static final int DEFAULT_WORKER_PATIENCE = 60;
  private static final int DEFAULT_SCALE_IN_STEPS = 20;
  private static final int MOST = 1_000_000;

  /** The options' keys, defaults and limits. */
  static List<FrameworkOption> declared() {
    return List.of(
        FrameworkOption.choice(
            FILTER,
            FilterKind.NORM.word(),
            "what is significant: by norms as in the thesis, by coordinate as in MLLess, or all",
            FilterKind.NORM.word(),
            FilterKind.COORDINATE.word(),
            FilterKind.NONE.word()),
        FrameworkOption.number(
            THRESHOLD, DEFAULT_THRESHOLD, "of the filter; 0 sends everything", 0, 1e9),
        FrameworkOption.count(
            STEPS_WITHOUT_PROGRESS,
            DEFAULT_PATIENCE,
            "steps without a lower smoothed loss after which training stops; 0 for never",
            0,
            MOST),
        FrameworkOption.count(
            WORKER_PATIENCE,
            DEFAULT_WORKER_PATIENCE,
            "how long a worker may be silent, once another is through, until it is left out",
            1,
            900),
        FrameworkOption.choice(
            SCALE_IN,
            "false",
            "whether workers leave once the loss curve has passed its knee",
            "false",
            "true"),
        FrameworkOption.count(
            SCALE_IN_STEPS,
            DEFAULT_SCALE_IN_STEPS,
            "steps between one leave and the next at least",
            1,
            MOST),
        FrameworkOption.count(LEAST_WORKERS, 1, "workers that stay", 1, 1000));
  }

  /** What was chosen. */
  static MllessOptions of(FrameworkOptions options) {
    return new MllessOptions(
        FilterKind.of(options.text(FILTER)),
        options.number(THRESHOLD),
        options.count(STEPS_WITHOUT_PROGRESS),
        options.count(WORKER_PATIENCE) * 1000L,
        options.count(FrameworkOptions.PATIENCE) * 1000L,
        options.isOn(SCALE_IN),
        options.count(SCALE_IN_STEPS),
        options.count(LEAST_WORKERS));
  }

  /**
   * Refuses patience that does not fit together.
   *
   * @throws IllegalArgumentException if workers give up before anybody is left out
   */
  void check() {
    if (workerPatienceMillis >= supervisorPatienceMillis) {
      throw new IllegalArgumentException(
          "%s is %d and %s %d: all workers would give up before a silent one is left out; make the"
                  .formatted(
                      WORKER_PATIENCE,
                      workerPatienceMillis / 1000,
                      FrameworkOptions.PATIENCE,
                      supervisorPatienceMillis / 1000)
              + " first one smaller");
    }
  }

  /** Whether workers' models may differ while they train. */
  boolean modelsDiffer() {
    return filter != FilterKind.NONE;
  }
}
