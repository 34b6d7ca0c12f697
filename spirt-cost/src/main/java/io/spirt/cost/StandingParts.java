package io.spirt.cost;

import io.spirt.cost.limit.InstanceSize;
import io.spirt.deployment.Deployment;

/**
 * What the stacks of a deployment are made of, as far as it is paid by the hour or month.
 *
 * @param instances databases
 * @param volumeGigabytes volume of each
 * @param endpoints interface endpoints times zones
 * @param keys KMS keys
 * @param secrets secrets
 * @param alarmMetrics metrics that alarms look at; each is paid for, also in a sum
 * @param dashboards dashboards
 * @param imageGigabytes images and packages in the registry and the assets' bucket
 * @param metrics custom metrics that a run writes
 */
public record StandingParts(
    int instances,
    int volumeGigabytes,
    int endpoints,
    int keys,
    int secrets,
    int alarmMetrics,
    int dashboards,
    double imageGigabytes,
    int metrics) {
  private static final int SYSTEM_GIGABYTES = 8;
  private static final int LEAST_VOLUME_GIGABYTES = 20;
  private static final int ENDPOINTS = 6;

  /** Five alarms on one metric each, and one on the sum of the errors of ten functions. */
  private static final int ALARM_METRICS_OF_PEER = 15;

  private static final int SHARED_ALARMS = 2;
  private static final double IMAGE_GIGABYTES = 0.6;
  private static final int METRICS_OF_JOB = 5;
  private static final int METRICS_OF_STAGES = 20;

  /** The parts of the stacks, in one zone. */
  public static StandingParts of(Deployment deployment) {
    int peers = deployment.peers();
    return new StandingParts(
        peers,
        volumeGigabytes(deployment.instanceType()),
        ENDPOINTS,
        peers + 1,
        peers + 1,
        ALARM_METRICS_OF_PEER * peers + SHARED_ALARMS,
        1,
        IMAGE_GIGABYTES,
        METRICS_OF_JOB + METRICS_OF_STAGES);
  }

  /** The stacks make it one and a half times the memory: a snapshot, and the next one. */
  private static int volumeGigabytes(String instanceType) {
    double memory = InstanceSize.of(instanceType).map(InstanceSize::gibibytes).orElse(0.0);
    return Math.max(LEAST_VOLUME_GIGABYTES, (int) (SYSTEM_GIGABYTES + memory * 3 / 2));
  }
}
