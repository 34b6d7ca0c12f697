package io.spirt.cost.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.deployment.Deployment;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stage times from the {@code report.json} of a run. What a report does not say is modelled: init,
 * auth, start-up, and convergence checks if none was due. If the run computed its gradients in a
 * pool that is smaller than a round, as on one machine, their wall time says nothing of functions
 * that run side by side: then the computation alone is taken from the report, and the transfers are
 * modelled.
 */
public final class ObservedTimes {
  private static final double MILLIS = 1000;

  private final Workload work;
  private final Deployment deployment;
  private final JsonNode report;
  private final int epochs;
  private final int rounds;

  private ObservedTimes(Workload work, Deployment deployment, JsonNode report) {
    this.work = work;
    this.deployment = deployment;
    this.report = report;
    this.epochs = report.path("epochs").size();
    this.rounds = Math.max(1, report.at("/job/training/roundsPerEpoch").asInt()) * epochs;
  }

  /**
   * The times of a run's stages.
   *
   * @param report text of its {@code report.json}
   * @throws UnknownWorkloadException if it is no report, has no epoch, or is of another network or
   *     batch size
   */
  public static StageTimes of(Workload work, Deployment deployment, String report) {
    JsonNode json = parse(report);
    check(work, json);
    return new ObservedTimes(work, deployment, json).times();
  }

  private static JsonNode parse(String report) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(report);
      if (!json.path("epochs").isArray() || !json.path("job").isObject()) {
        throw new UnknownWorkloadException(
            "not the report of a run: epochs or job is missing; give a run's report.json");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new UnknownWorkloadException(
          "not the report of a run: not valid JSON; give a run's report.json");
    }
  }

  private static void check(Workload work, JsonNode report) {
    if (report.path("epochs").isEmpty()) {
      throw new UnknownWorkloadException(
          "the report's run did not end an epoch, so it says nothing of times");
    }
    same("model", work.job().model().name(), report.at("/job/model/name").asText());
    same(
        "batch size",
        Integer.toString(work.job().dataset().batchSize()),
        report.at("/job/dataset/batchSize").asText());
    same("dataset", work.job().dataset().name(), report.at("/job/dataset/name").asText());
  }

  private static void same(String what, String wanted, String seen) {
    if (!wanted.equals(seen)) {
      throw new UnknownWorkloadException(
          "the report is of another %s: '%s', the job has '%s'; give a report of this job"
              .formatted(what, seen, wanted));
    }
  }

  private StageTimes times() {
    StageTimes modelled = ModelledTimes.of(work, deployment);
    Map<Stage, Double> seconds = new EnumMap<>(modelled.seconds());
    List<String> from = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      double millis = millis(stage);
      if (stage == Stage.COMPUTE_GRADIENT) {
        seconds.put(stage, gradient(millis));
      } else if (millis > 0) {
        seconds.put(stage, millis / MILLIS / runs(stage));
        from.add(stage.word());
      }
    }
    List<String> assumptions = new ArrayList<>();
    assumptions.add(
        "%s: as in the report, mean of %d epochs".formatted(String.join(", ", from), epochs));
    assumptions.add(gradientAssumption());
    if (!sideBySide()) {
      assumptions.add(
          "the run seems to be one on a single machine: its stages had whole cores and no network");
    }
    assumptions.add("init, auth and start-up: modelled, which the report does not have");
    assumptions.addAll(modelled.assumptions().subList(2, modelled.assumptions().size()));
    return new StageTimes(
        "observed", seconds, modelled.startSeconds(), modelled.submissionSeconds(), assumptions);
  }

  private double millis(Stage stage) {
    double sum = 0;
    for (JsonNode epoch : report.path("epochs")) {
      sum += epoch.path("stages").path(stage.word()).asDouble();
    }
    return sum;
  }

  /** How often a peer ran a stage in all epochs of the report. */
  private int runs(Stage stage) {
    if (stage != Stage.CONVERGE) {
      return rounds;
    }
    int checks = 0;
    for (JsonNode epoch : report.path("epochs")) {
      checks += epoch.has("validationLoss") || epoch.path("stages").has(stage.word()) ? 1 : 0;
    }
    return Math.max(1, checks);
  }

  private double gradient(double wallMillis) {
    if (sideBySide()) {
      return wallMillis / MILLIS / rounds;
    }
    return ModelledTimes.transfers(work)
        + Assumptions.seconds(Assumptions.HANDLER_WORK, megabytes())
        + computation() / Assumptions.speed(megabytes());
  }

  /** Seconds of one batch's passes on one core of the machine of the report. */
  private double computation() {
    double millis = 0;
    double samples = 0;
    for (JsonNode epoch : report.path("epochs")) {
      millis += epoch.path("computeMillis").asDouble();
      samples += epoch.path("samples").asDouble();
    }
    if (samples == 0) {
      throw new UnknownWorkloadException("the report counts no samples");
    }
    return millis / MILLIS / samples * work.job().dataset().batchSize();
  }

  private boolean sideBySide() {
    return report.path("workers").asInt() >= work.job().peers() * work.mostRoundBatches();
  }

  private int megabytes() {
    return deployment.memoryMegabytes().get(Stage.COMPUTE_GRADIENT);
  }

  private String gradientAssumption() {
    return sideBySide()
        ? "gradients: as in the report, wall time of the state that computes them"
        : String.format(
            Locale.ROOT,
            "gradients: %.1f ms a batch on one core in the report, taken for one vCPU; transfers"
                + " modelled (the run had %d function processes)",
            computation() * MILLIS,
            report.path("workers").asInt());
  }
}
