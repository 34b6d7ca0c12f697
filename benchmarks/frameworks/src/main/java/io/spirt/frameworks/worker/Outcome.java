package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How an invocation ended.
 *
 * @param done false to be invoked afresh
 * @param reason why training ended; empty to be invoked afresh
 */
public record Outcome(@JsonProperty("done") boolean done, @JsonProperty("reason") String reason) {

  /** Training has ended for this member. */
  public static Outcome done(String reason) {
    return new Outcome(true, reason);
  }

  /** Time is short: everything is stored, a fresh invocation goes on. */
  public static Outcome goOn() {
    return new Outcome(false, "");
  }
}
