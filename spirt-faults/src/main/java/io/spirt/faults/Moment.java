package io.spirt.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When in the life of a stage's function a fault comes. */
public enum Moment {
  /** Before the function is called. */
  @JsonProperty("before")
  BEFORE,
  /** When a process has begun to work on it. No plan names this moment: it is that of a kind. */
  WORKING,
  /** After it has returned a result; a call that failed does not count. */
  @JsonProperty("after")
  AFTER;

  /** The moment as a plan and a report name it. */
  String word() {
    return this == BEFORE ? "before" : this == WORKING ? "during" : "after";
  }
}
