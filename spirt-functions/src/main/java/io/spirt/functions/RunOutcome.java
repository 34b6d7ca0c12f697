package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run came to, stored beside its model.
 *
 * @param split {@code test} or {@code validation}
 * @param loss mean loss on that split
 * @param accuracy 0 to 1, on that split
 * @param samples samples in that split
 * @param epoch last epoch
 * @param rank the peer that evaluated
 * @param paramsDigest digest of the params that were evaluated
 * @param reason why training ended
 */
public record RunOutcome(
    @JsonProperty("split") String split,
    @JsonProperty("loss") double loss,
    @JsonProperty("accuracy") double accuracy,
    @JsonProperty("samples") int samples,
    @JsonProperty("epoch") int epoch,
    @JsonProperty("rank") int rank,
    @JsonProperty("paramsDigest") String paramsDigest,
    @JsonProperty("reason") String reason) {}
