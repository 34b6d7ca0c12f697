package io.spirt.monitor.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * One epoch in figures.
 *
 * @param epoch from 1
 * @param wallMillis from the first peer's start of the epoch to the last peer's end
 * @param loss mean training loss over the epoch's batches
 * @param stages wall milliseconds by stage word, summed over the epoch's rounds, mean over the
 *     peers
 * @param computeMillis forward and backward passes alone, summed over the epoch's batches
 * @param samples samples trained on
 * @param learningRate rate of the epoch's updates
 * @param validationLoss mean over the peers of a convergence check, or null if none was due
 * @param validationAccuracy 0 to 1, or null if none was due
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EpochReport(
    int epoch,
    double wallMillis,
    double loss,
    Map<String, Double> stages,
    double computeMillis,
    long samples,
    double learningRate,
    Double validationLoss,
    Double validationAccuracy) {}
