package io.spirt.cost;

import io.spirt.cost.price.Billing;
import io.spirt.cost.price.Item;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;
import io.spirt.job.Stage;
import io.spirt.statemachine.Limits;
import java.util.ArrayList;
import java.util.List;

/** Prices a job's work, line by line. */
public final class CostModel {
  private static final double SECONDS_OF_DAY = 24 * 3600.0;
  private static final double SECONDS_OF_HOUR = 3600;
  private static final double MINUTES_OF_DAY = 24 * 60.0;
  private static final double MEGABYTES_OF_GIGABYTE = 1024;
  private static final double BYTES_OF_GIGABYTE = 1e9;
  private static final double QUEUE_REQUEST_BYTES = 4e3;
  private static final double LOG_BYTES_OF_INVOCATION = 1.2e3;
  private static final double LOG_BYTES_OF_EVENT = 600;
  private static final double EVENTS_OF_TRANSITION = 5;
  private static final int PREPARE_MEGABYTES = 2048;
  private static final double PREPARE_SECONDS = 20;
  private static final double PREPARE_SECONDS_OF_BATCH = 0.03;
  private static final int KEPT_MODELS = 4;

  private final Workload work;
  private final Deployment deployment;
  private final StageTimes times;
  private final Billing billing;
  private final RequestCounts counts;
  private final RoundLength length;
  private final int together;
  private final StandingParts parts;
  private final List<CostLine> lines = new ArrayList<>();

  private CostModel(
      Workload work,
      Deployment deployment,
      StageTimes times,
      RegionPrices prices,
      int together,
      double delaySeconds) {
    this.work = work;
    this.deployment = deployment;
    this.times = times;
    this.billing = new Billing(prices);
    this.counts = new RequestCounts(work);
    this.together = Math.min(together, work.mostRoundBatches());
    this.length = new RoundLength(work, times, this.together, delaySeconds);
    this.parts = StandingParts.of(deployment);
  }

  /**
   * Prices a job.
   *
   * @param together most gradients of a peer that run at the same time: {@link
   *     Limits#MAP_CONCURRENCY} if its rounds are a Map, else any number
   * @param delaySeconds by which quotas make each round longer, as the simulation of a round says
   * @throws io.spirt.cost.price.UnknownPriceException if a price is missing
   */
  public static CostEstimate estimate(
      Workload work,
      Deployment deployment,
      StageTimes times,
      RegionPrices prices,
      int together,
      double delaySeconds) {
    return new CostModel(work, deployment, times, prices, together, delaySeconds).estimate();
  }

  private CostEstimate estimate() {
    for (Stage stage : Stage.values()) {
      functions(stage);
    }
    admin();
    requests();
    transitions();
    services();
    logs();
    standing();
    return new CostEstimate(
        work.job().training().epochs(),
        length.once(),
        length.epoch(),
        times,
        lines,
        standingLines());
  }

  private void functions(Stage stage) {
    int megabytes = deployment.memoryMegabytes().get(stage);
    double gigabytes = megabytes / MEGABYTES_OF_GIGABYTE;
    double environments = counts.environments(stage, together);
    double onceCalls = stage == Stage.INIT || stage == Stage.AUTH ? work.job().peers() : 0;
    double once = environments * times.start(stage) + onceCalls * times.of(stage);
    double epoch = counts.seconds(stage, times);
    lines.add(
        new CostLine(
            "Lambda",
            stage.word() + ", " + megabytes + " MB",
            "GB-s",
            once * gigabytes,
            epoch * gigabytes,
            dollars(megabytes, environments, times.start(stage))
                + dollars(megabytes, onceCalls, times.of(stage)),
            dollars(megabytes, counts.invocations(stage), times.of(stage))));
  }

  private double dollars(int megabytes, double invocations, double seconds) {
    return billing.functions(deployment.architecture(), megabytes, invocations, seconds);
  }

  private void admin() {
    double seconds = PREPARE_SECONDS + counts.writesOnce() * PREPARE_SECONDS_OF_BATCH;
    once(
        "Lambda",
        "prepare and begin, " + PREPARE_MEGABYTES + " MB",
        "GB-s",
        seconds * PREPARE_MEGABYTES / MEGABYTES_OF_GIGABYTE,
        dollars(PREPARE_MEGABYTES, 1, seconds));
  }

  private void requests() {
    add(
        "Lambda",
        "requests",
        "requests",
        Item.LAMBDA_REQUEST,
        onceInvocations(),
        counts.invocations());
  }

  private double onceInvocations() {
    return 3.0 * work.job().peers() + 2;
  }

  private void transitions() {
    add(
        "Step Functions",
        "state transitions",
        "transitions",
        Item.TRANSITION,
        // The submission's two states and the peers' entry: init, auth, choice, trigger.
        2 + 4.0 * work.job().peers(),
        transitionsOfEpoch());
  }

  private double transitionsOfEpoch() {
    return (double) work.roundTransitions() * work.executions() + work.batches() + counts.checks();
  }

  private void services() {
    double queueOnce = counts.queueOnce();
    double queueEpoch = counts.queueEpoch();
    add("SQS", "requests", "requests", Item.QUEUE_REQUEST, queueOnce, queueEpoch);
    double environments = 0;
    for (Stage stage : Stage.values()) {
      environments += counts.environments(stage, together);
    }
    add(
        "S3",
        "puts and lists",
        "requests",
        Item.STORE_PUT,
        counts.writesOnce(),
        counts.writesEpoch());
    add(
        "S3",
        "gets",
        "requests",
        Item.STORE_GET,
        counts.readsOnce(environments),
        counts.readsEpoch());
    add("KMS", "requests", "requests", Item.KEY_REQUEST, counts.keyOnce(), 0);
    add("Secrets Manager", "requests", "requests", Item.SECRET_REQUEST, 2 * environments, 0);
    add(
        "VPC",
        "data through interface endpoints",
        "GB",
        Item.ENDPOINT_GIGABYTE,
        queueOnce * QUEUE_REQUEST_BYTES / BYTES_OF_GIGABYTE,
        queueEpoch * QUEUE_REQUEST_BYTES / BYTES_OF_GIGABYTE);
  }

  private void logs() {
    double bytes =
        counts.invocations() * LOG_BYTES_OF_INVOCATION
            + transitionsOfEpoch() * EVENTS_OF_TRANSITION * LOG_BYTES_OF_EVENT;
    double onceBytes = onceInvocations() * LOG_BYTES_OF_INVOCATION;
    add(
        "CloudWatch",
        "logs, taken in",
        "GB",
        Item.LOG_GIGABYTE,
        onceBytes / BYTES_OF_GIGABYTE,
        bytes / BYTES_OF_GIGABYTE);
    double days = deployment.logRetentionDays();
    double months = days * SECONDS_OF_DAY / (Billing.HOURS_OF_MONTH * SECONDS_OF_HOUR);
    add(
        "CloudWatch",
        "logs, kept for %.0f days".formatted(days),
        "GB-months",
        Item.LOG_GIGABYTE_MONTH,
        months * onceBytes / BYTES_OF_GIGABYTE,
        months * bytes / BYTES_OF_GIGABYTE);
    double hours =
        Math.ceil(
            (length.once() + work.job().training().epochs() * length.epoch()) / SECONDS_OF_HOUR);
    once(
        "CloudWatch",
        "custom metrics",
        "metric-hours",
        parts.metrics() * hours,
        billing.monthly(Item.METRIC_MONTH, parts.metrics(), hours * SECONDS_OF_HOUR));
    add(
        "X-Ray",
        "traces, one an execution",
        "traces",
        Item.TRACE,
        1.0 + work.job().peers(),
        work.executions());
  }

  /** The stacks' share for the time of the job. */
  private void standing() {
    for (StandingLine line : standingLines()) {
      double aSecond = line.dollarsADay() / SECONDS_OF_DAY;
      lines.add(
          new CostLine(
              line.service(),
              line.item() + ", while the job runs",
              "hours",
              length.once() / SECONDS_OF_HOUR,
              length.epoch() / SECONDS_OF_HOUR,
              length.once() * aSecond,
              length.epoch() * aSecond));
    }
  }

  private List<StandingLine> standingLines() {
    double stored =
        (work.batches() + work.validationBatches() + work.testBatches())
                * (double) work.batchBytes()
            + KEPT_MODELS * (double) work.modelBytes();
    double day = SECONDS_OF_DAY;
    return List.of(
        new StandingLine(
            "EC2",
            "%d Redis instances, %s".formatted(parts.instances(), deployment.instanceType()),
            billing.instances(deployment.instanceType(), parts.instances(), day)),
        new StandingLine(
            "EBS",
            "%d volumes of %d GB".formatted(parts.instances(), parts.volumeGigabytes()),
            billing.monthly(
                Item.VOLUME_GIGABYTE_MONTH,
                (double) parts.instances() * parts.volumeGigabytes(),
                day)),
        new StandingLine(
            "VPC",
            "%d interface endpoints in one zone".formatted(parts.endpoints()),
            billing.hourly(Item.ENDPOINT_HOUR.word(), parts.endpoints(), day)),
        new StandingLine(
            "KMS",
            "%d keys".formatted(parts.keys()),
            billing.monthly(Item.KEY_MONTH, parts.keys(), day)),
        new StandingLine(
            "Secrets Manager",
            "%d secrets".formatted(parts.secrets()),
            billing.monthly(Item.SECRET_MONTH, parts.secrets(), day)),
        new StandingLine(
            "CloudWatch",
            "%d metrics of alarms".formatted(parts.alarmMetrics()),
            billing.monthly(Item.ALARM_MONTH, parts.alarmMetrics(), day)),
        new StandingLine(
            "SQS",
            "%d databases that say each minute that they are well".formatted(parts.instances()),
            billing.count(Item.QUEUE_REQUEST, parts.instances() * MINUTES_OF_DAY)),
        new StandingLine(
            "CloudWatch",
            "%d dashboard".formatted(parts.dashboards()),
            billing.monthly(Item.DASHBOARD_MONTH, parts.dashboards(), day)),
        new StandingLine(
            "ECR",
            "%.1f GB of images".formatted(parts.imageGigabytes()),
            billing.monthly(Item.IMAGE_GIGABYTE_MONTH, parts.imageGigabytes(), day)),
        new StandingLine(
            "S3",
            "%.3f GB of this job's data and models".formatted(stored / BYTES_OF_GIGABYTE),
            billing.monthly(Item.STORE_GIGABYTE_MONTH, stored / BYTES_OF_GIGABYTE, day)));
  }

  private void add(
      String service, String item, String unit, Item price, double once, double epoch) {
    lines.add(
        new CostLine(
            service,
            item,
            unit,
            once,
            epoch,
            billing.count(price, once),
            billing.count(price, epoch)));
  }

  private void once(String service, String item, String unit, double amount, double dollars) {
    lines.add(new CostLine(service, item, unit, amount, 0, dollars, 0));
  }
}
