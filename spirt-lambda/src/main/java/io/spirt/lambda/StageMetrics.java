package io.spirt.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.deployment.FunctionVariables;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What a stage tells CloudWatch, as lines of the log in its embedded metric format. Per deployment
 * and stage: how long it took and whether it failed. Per deployment and job: loss, accuracy, time
 * of an epoch, peers excluded, dollars of Lambda. Ranks are no dimension: each would be paid for.
 */
final class StageMetrics {
  static final String NAMESPACE = "SPIRT";

  private static final double MILLIS = 1000;

  private final Metrics metrics;
  private final String deployment;
  private final double dollarsPerSecond;

  StageMetrics(Metrics metrics, String deployment, double dollarsPerSecond) {
    this.metrics = metrics;
    this.deployment = deployment;
    this.dollarsPerSecond = dollarsPerSecond;
    metrics.setNamespace(NAMESPACE);
    metrics.clearDefaultDimensions();
  }

  static StageMetrics of(Map<String, String> environment, Metrics metrics) {
    return new StageMetrics(
        metrics,
        environment.getOrDefault(FunctionVariables.DEPLOYMENT, "spirt"),
        Double.parseDouble(environment.getOrDefault(FunctionVariables.DOLLARS_PER_SECOND, "0")));
  }

  /** A stage has returned its result. */
  void ended(StageEvent event, JsonNode result, double seconds) {
    ofStage(event, seconds, 0);
    ofJob(event, figures(event.stageNamed(), result, seconds));
  }

  /** A stage has failed. */
  void failed(StageEvent event, double seconds) {
    ofStage(event, seconds, 1);
    ofJob(event, new LinkedHashMap<>(Map.of("LambdaDollars", dollars(seconds))));
  }

  private double dollars(double seconds) {
    return seconds * dollarsPerSecond;
  }

  private Map<String, Double> figures(Stage stage, JsonNode result, double seconds) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("LambdaDollars", dollars(seconds));
    switch (stage) {
      case AGGREGATE -> figures.put("ExcludedPeers", (double) result.path("excluded").size());
      case CONVERGE -> {
        copy(result, "loss", "Loss", figures);
        copy(result, "accuracy", "Accuracy", figures);
      }
      case TRIGGER_EPOCH -> copy(result, "epochMillis", "EpochMillis", figures);
      default -> {}
    }
    return figures;
  }

  private static void copy(
      JsonNode result, String field, String name, Map<String, Double> figures) {
    if (result.path(field).isNumber()) {
      figures.put(name, result.get(field).asDouble());
    }
  }

  private void ofStage(StageEvent event, double seconds, int failures) {
    metrics.flushMetrics(
        line -> {
          line.setNamespace(NAMESPACE);
          line.clearDefaultDimensions();
          line.addDimension(DimensionSet.of("Deployment", deployment, "Stage", event.stage()));
          line.addMetric("StageMillis", seconds * MILLIS, MetricUnit.MILLISECONDS);
          line.addMetric("StageFailures", failures, MetricUnit.COUNT);
        });
  }

  private void ofJob(StageEvent event, Map<String, Double> figures) {
    metrics.flushMetrics(
        line -> {
          line.setNamespace(NAMESPACE);
          line.clearDefaultDimensions();
          line.addDimension(DimensionSet.of("Deployment", deployment, "Job", event.run()));
          figures.forEach((name, value) -> line.addMetric(name, value, unit(name)));
        });
  }

  private static MetricUnit unit(String name) {
    if (name.endsWith("Millis")) {
      return MetricUnit.MILLISECONDS;
    }
    return name.equals("ExcludedPeers") ? MetricUnit.COUNT : MetricUnit.NONE;
  }
}
