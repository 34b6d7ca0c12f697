package io.spirt.cli.cost;

import io.spirt.cost.CostEstimate;
import io.spirt.cost.limit.LimitReport;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;

/**
 * All that is shown of one estimate.
 *
 * @param work the job's work
 * @param deployment where it runs
 * @param prices what was priced with
 * @param estimate cost and time
 * @param limits what AWS allows
 */
public record CostView(
    Workload work,
    Deployment deployment,
    RegionPrices prices,
    CostEstimate estimate,
    LimitReport limits) {}
