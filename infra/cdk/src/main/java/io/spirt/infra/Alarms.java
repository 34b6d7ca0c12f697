package io.spirt.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.Construct;

/** Makes alarms that tell the topic. */
final class Alarms {
  static final int MINUTE = 60;

  private final Construct scope;
  private final String prefix;
  private final String topic;

  /**
   * @param prefix what the alarms' names begin with
   * @param topic ARN of who is told
   */
  Alarms(Construct scope, String prefix, String topic) {
    this.scope = scope;
    this.prefix = prefix;
    this.topic = topic;
  }

  /**
   * A number that somebody counts.
   *
   * @param namespace such as {@code AWS/SQS}
   * @param name of the metric
   * @param dimensions may be empty
   * @param statistic such as {@code Sum}
   * @param seconds period
   */
  record Metric(
      String namespace,
      String name,
      Map<String, String> dimensions,
      String statistic,
      int seconds) {

    private List<CfnAlarm.DimensionProperty> dimensionList() {
      return dimensions.keySet().stream()
          .sorted()
          .map(
              key ->
                  CfnAlarm.DimensionProperty.builder().name(key).value(dimensions.get(key)).build())
          .toList();
    }
  }

  /** Rings when the metric is above the limit once. */
  void above(String id, String name, String description, Metric metric, int limit) {
    var unused =
        start(id, name, description)
            .comparisonOperator("GreaterThanThreshold")
            .threshold(limit)
            .evaluationPeriods(1)
            .treatMissingData("notBreaching")
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.dimensionList())
            .statistic(metric.statistic())
            .period(metric.seconds())
            .build();
  }

  /** Rings when the sum of the metrics, at most ten, is above the limit once. */
  void sumAbove(String id, String name, String description, List<Metric> metrics, int limit) {
    List<CfnAlarm.MetricDataQueryProperty> queries = new ArrayList<>();
    queries.add(
        CfnAlarm.MetricDataQueryProperty.builder()
            .id("total")
            .expression("SUM(METRICS())")
            .returnData(true)
            .build());
    for (Metric metric : metrics) {
      queries.add(
          CfnAlarm.MetricDataQueryProperty.builder()
              .id("m" + queries.size())
              .returnData(false)
              .metricStat(
                  CfnAlarm.MetricStatProperty.builder()
                      .stat(metric.statistic())
                      .period(metric.seconds())
                      .metric(
                          CfnAlarm.MetricProperty.builder()
                              .namespace(metric.namespace())
                              .metricName(metric.name())
                              .dimensions(metric.dimensionList())
                              .build())
                      .build())
              .build());
    }
    var unused =
        start(id, name, description)
            .comparisonOperator("GreaterThanThreshold")
            .threshold(limit)
            .evaluationPeriods(1)
            .treatMissingData("notBreaching")
            .metrics(queries)
            .build();
  }

  /** Rings when the metric says nothing, or less than one, for so many periods. */
  void silent(String id, String name, String description, Metric metric, int periods) {
    var unused =
        start(id, name, description)
            .comparisonOperator("LessThanThreshold")
            .threshold(1)
            .evaluationPeriods(periods)
            .treatMissingData("breaching")
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.dimensionList())
            .statistic(metric.statistic())
            .period(metric.seconds())
            .build();
  }

  /** Rings, and does something about it, when the metric is above zero for so many periods. */
  void mend(String id, String name, String description, Metric metric, int periods, String remedy) {
    var unused =
        start(id, name, description)
            .alarmActions(List.of(remedy, topic))
            .comparisonOperator("GreaterThanThreshold")
            .threshold(0)
            .evaluationPeriods(periods)
            .treatMissingData("missing")
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.dimensionList())
            .statistic(metric.statistic())
            .period(metric.seconds())
            .build();
  }

  private CfnAlarm.Builder start(String id, String name, String description) {
    return CfnAlarm.Builder.create(scope, id)
        .alarmName(prefix + "-" + name)
        .alarmDescription(description)
        .alarmActions(List.of(topic))
        .okActions(List.of(topic));
  }
}
