package io.spirt.cli;

import io.spirt.deployment.Deployment;
import io.spirt.job.Job;

/** Jobs and deployments with another number of peers than their documents say. */
final class WhatIf {
  private WhatIf() {}

  /** The job with so many peers; as it is if {@code peers} is null. */
  static Job peers(Job job, Integer peers) {
    return peers == null
        ? job
        : new Job(
            job.name(),
            peers,
            job.model(),
            job.dataset(),
            job.training(),
            job.aggregation(),
            job.convergence(),
            job.timeouts(),
            job.membership(),
            job.checkpoint());
  }

  /** The deployment with so many peers; as it is if {@code peers} is null. */
  static Deployment peers(Deployment deployment, Integer peers) {
    return peers == null
        ? deployment
        : new Deployment(
            deployment.name(),
            peers,
            deployment.instanceType(),
            deployment.architecture(),
            deployment.memoryMegabytes(),
            deployment.logRetentionDays(),
            deployment.budgetDollars(),
            deployment.alarmEmail(),
            deployment.tags());
  }
}
