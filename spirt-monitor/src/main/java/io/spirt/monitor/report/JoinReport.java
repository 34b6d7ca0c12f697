package io.spirt.monitor.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a peer joined a run.
 *
 * @param rank the peer's rank
 * @param epoch first epoch that it is a member in
 * @param recognisedMillis from the sending of its join request until every active peer has accepted
 *     it
 * @param integrationMillis from the same moment until it also holds the passwords of all active
 *     peers and has the model copied and checked
 * @param version updates that the model had seen that it copied
 */
public record JoinReport(
    @JsonProperty("rank") int rank,
    @JsonProperty("epoch") int epoch,
    @JsonProperty("recognisedMillis") double recognisedMillis,
    @JsonProperty("integrationMillis") double integrationMillis,
    @JsonProperty("version") int version) {}
