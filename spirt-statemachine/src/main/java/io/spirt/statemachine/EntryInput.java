package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The input of the execution that starts a peer.
 *
 * @param run name of the run
 * @param rank the peer's rank
 */
public record EntryInput(String run, int rank) {

  /** The input as a JSON object, new at each call. */
  public ObjectNode json() {
    return Json.MAPPER.createObjectNode().put("run", run).put("rank", rank);
  }

  /** The input as {@link Workflows#start} takes it. */
  public String text() {
    return Json.text(json());
  }
}
