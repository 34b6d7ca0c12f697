package io.spirt.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/** Graphs of what the functions report. Jobs are found by search: the stack does not know them. */
final class JobDashboard extends Construct {
  /** Namespace of the functions' metrics. */
  static final String NAMESPACE = "SPIRT";

  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;
  private static final int COLUMNS = 3;
  private static final int PERIOD_SECONDS = 60;

  private final String deployment;
  private final CfnDashboard dashboard;

  JobDashboard(Construct scope, String deployment) {
    super(scope, "Jobs");
    this.deployment = deployment;
    List<Map<String, Object>> widgets = new ArrayList<>();
    add(widgets, "Loss", job("Loss", "Average"));
    add(widgets, "Accuracy", job("Accuracy", "Average"));
    add(widgets, "Time of an epoch, ms", job("EpochMillis", "Average"));
    add(widgets, "Time of a stage, ms", stage("StageMillis", "Average"));
    add(widgets, "Failures of stages", stage("StageFailures", "Sum"));
    add(widgets, "Excluded peers", job("ExcludedPeers", "Maximum"));
    add(widgets, "Lambda so far, dollars", "RUNNING_SUM(" + job("LambdaDollars", "Sum") + ")");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("widgets", widgets);
    dashboard =
        CfnDashboard.Builder.create(this, "Dashboard")
            .dashboardName(deployment)
            .dashboardBody(Stack.of(this).toJsonString(body))
            .build();
  }

  String name() {
    return dashboard.getRef();
  }

  private String job(String metric, String statistic) {
    return search("Job", metric, statistic);
  }

  private String stage(String metric, String statistic) {
    return search("Stage", metric, statistic);
  }

  private String search(String dimension, String metric, String statistic) {
    return "SEARCH('{%s,Deployment,%s} Deployment=\"%s\" MetricName=\"%s\"', '%s', %d)"
        .formatted(NAMESPACE, dimension, deployment, metric, statistic, PERIOD_SECONDS);
  }

  private static void add(List<Map<String, Object>> widgets, String title, String expression) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("title", title);
    properties.put("view", "timeSeries");
    properties.put("stacked", false);
    properties.put("region", Aws.REGION);
    properties.put("period", PERIOD_SECONDS);
    properties.put("metrics", List.of(List.of(Map.of("expression", expression))));
    Map<String, Object> widget = new LinkedHashMap<>();
    widget.put("type", "metric");
    widget.put("x", widgets.size() % COLUMNS * WIDTH);
    widget.put("y", widgets.size() / COLUMNS * HEIGHT);
    widget.put("width", WIDTH);
    widget.put("height", HEIGHT);
    widget.put("properties", properties);
    widgets.add(widget);
  }
}
