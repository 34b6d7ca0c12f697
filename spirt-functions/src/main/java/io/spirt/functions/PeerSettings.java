package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.spirt.database.DatabaseAddress;

/**
 * What a peer's own functions are given when they are deployed, and nobody else. Others learn of a
 * peer only what its join request says.
 *
 * @param rank the peer's rank
 * @param database its database, opened as the user of its own functions
 * @param keyId its own key of the key service
 * @param joinRequestQueueUrl where others announce themselves
 * @param passwordQueueUrl where others answer
 * @param syncQueueUrl its sync inbox
 * @param sharedSecret the job's initial shared secret, base64
 */
public record PeerSettings(
    @JsonProperty("rank") int rank,
    @JsonProperty("database") DatabaseAddress database,
    @JsonProperty("keyId") String keyId,
    @JsonProperty("joinRequestQueueUrl") String joinRequestQueueUrl,
    @JsonProperty("passwordQueueUrl") String passwordQueueUrl,
    @JsonProperty("syncQueueUrl") String syncQueueUrl,
    @JsonProperty("sharedSecret") String sharedSecret) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "peer " + rank + " at " + database;
  }
}
