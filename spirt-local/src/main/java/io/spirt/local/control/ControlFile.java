package io.spirt.local.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a control endpoint is and what opens it. Holds a secret; its file can be read by its owner
 * only.
 *
 * @param port on loopback
 * @param token to be sent with each request
 */
public record ControlFile(
    @JsonProperty(value = "port", required = true) int port,
    @JsonProperty(value = "token", required = true) String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "control endpoint at port " + port;
  }
}
