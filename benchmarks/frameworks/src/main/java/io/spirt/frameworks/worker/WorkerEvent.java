package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.frameworks.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a function is invoked with: references, never tensors and never secrets.
 *
 * @param framework its id
 * @param run the run's name
 * @param member who it is
 * @param options the run's options, all of them
 * @param invocation from 0, counted over the member's invocations
 */
public record WorkerEvent(
    @JsonProperty("framework") String framework,
    @JsonProperty("run") String run,
    @JsonProperty("member") Member member,
    @JsonProperty("options") Map<String, String> options,
    @JsonProperty("invocation") int invocation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As JSON. */
  public byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static WorkerEvent read(byte[] json) {
    try {
      return JSON.readValue(json, WorkerEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not an event of a framework's member", e);
    }
  }

  /** The same member's next invocation. */
  public WorkerEvent next() {
    return new WorkerEvent(framework, run, member, options, invocation + 1);
  }
}
