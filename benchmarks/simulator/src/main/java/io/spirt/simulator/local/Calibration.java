package io.spirt.simulator.local;

import io.spirt.cost.time.Workload;
import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Measures what the model needs by two small runs: of one peer and of two. */
public final class Calibration {
  private final RealRun runner;
  private final LocalWorkload workload;

  private Calibration(RealRun runner, LocalWorkload workload) {
    this.runner = runner;
    this.workload = workload;
  }

  /**
   * Measures.
   *
   * @throws RealRun.FailedException if a run did not get to its end
   */
  public static MeasuredTimes of(RealRun runner, LocalWorkload workload) {
    return new Calibration(runner, workload).measure();
  }

  private MeasuredTimes measure() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    RunTimes one = runner.measure(workload, 1);
    RunTimes two = runner.measure(workload, 2);
    Map<String, Double> parameters = new TreeMap<>();
    double model = Workload.of(workload.job(2)).modelBytes();
    put(parameters, Parameter.GRADIENT_SECONDS, two.gradient(span -> span.inner("gradientMillis")));
    put(
        parameters,
        Parameter.RULE_BYTES,
        2 * model / two.least(Stage.AGGREGATE, span -> span.inner("ruleMillis")));
    put(
        parameters,
        Parameter.SCAN_BYTES,
        workload.batches() * model / two.least(Stage.AVERAGE, span -> span.inner("averageMillis")));
    return new MeasuredTimes(
        MeasuredTimes.FORMAT,
        Instant.now().toString(),
        Runtime.getRuntime().availableProcessors(),
        load,
        runner.workers(),
        workload,
        times(one, two),
        parameters);
  }

  /** A time of 0 says nothing of a rate. */
  private static void put(Map<String, Double> all, Parameter parameter, double value) {
    if (value > 0 && !Double.isInfinite(value)) {
      all.put(parameter.word(), value);
    }
  }

  private LocalTimes times(RunTimes one, RunTimes two) {
    double fetch = two.least(Stage.AGGREGATE, span -> span.inner("fetchMillis")) / 2;
    double settle = two.least(Stage.AGGREGATE, span -> span.inner("settleMillis"));
    double settleAlone = one.least(Stage.AGGREGATE, span -> span.inner("settleMillis"));
    double rule = two.least(Stage.AGGREGATE, span -> span.inner("ruleMillis")) / 2;
    return new LocalTimes(
        two.gradient(StageSpan::seconds),
        two.dispatch(runner.workers()),
        two.state(),
        two.begin(),
        one.least(Stage.AVERAGE, StageSpan::seconds),
        more(one, two, Stage.AVERAGE),
        one.least(Stage.HEARTBEAT, StageSpan::seconds),
        more(one, two, Stage.HEARTBEAT),
        one.least(Stage.SYNC, StageSpan::seconds),
        more(one, two, Stage.SYNC),
        fetch,
        settleAlone,
        Math.max(0, settle - settleAlone),
        rule,
        Math.max(0, two.least(Stage.AGGREGATE, Calibration::rest)),
        two.least(Stage.UPDATE, StageSpan::seconds),
        one.least(Stage.TRIGGER_EPOCH, StageSpan::seconds),
        more(one, two, Stage.TRIGGER_EPOCH));
  }

  private static double rest(StageSpan span) {
    return span.seconds()
        - span.inner("fetchMillis")
        - span.inner("settleMillis")
        - span.inner("ruleMillis");
  }

  /** What a second peer adds to a stage. */
  private static double more(RunTimes one, RunTimes two, Stage stage) {
    return Math.max(0, two.least(stage, StageSpan::seconds) - one.least(stage, StageSpan::seconds));
  }
}
