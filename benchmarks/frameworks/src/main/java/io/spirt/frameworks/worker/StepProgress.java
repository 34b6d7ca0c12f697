package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a worker is, for whoever watches.
 *
 * @param rank the worker
 * @param epoch from 1
 * @param step steps of this epoch that are done
 * @param samples samples of the last batch
 * @param loss mean loss over the last batch
 */
public record StepProgress(
    @JsonProperty("rank") int rank,
    @JsonProperty("epoch") int epoch,
    @JsonProperty("step") int step,
    @JsonProperty("samples") int samples,
    @JsonProperty("loss") double loss) {}
