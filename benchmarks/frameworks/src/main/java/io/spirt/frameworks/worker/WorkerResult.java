package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What an invocation returns.
 *
 * @param outcome how it ended
 * @param updates updates that the member's model has seen; 0 for a member without one
 * @param paramsDigest digest of its params; empty for a member without
 * @param engine name and version of the training engine; empty where it was not used
 */
public record WorkerResult(
    @JsonProperty("outcome") Outcome outcome,
    @JsonProperty("updates") long updates,
    @JsonProperty("paramsDigest") String paramsDigest,
    @JsonProperty("engine") String engine) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what a function returned. */
  public static WorkerResult read(byte[] json) {
    try {
      return JSON.readValue(json, WorkerResult.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not what a framework's member returns", e);
    }
  }
}
