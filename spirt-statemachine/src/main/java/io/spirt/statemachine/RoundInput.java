package io.spirt.statemachine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The input of one execution: who trains what, by reference.
 *
 * @param run name of the run
 * @param rank the peer's rank
 * @param epoch counted from 1
 * @param round counted from 0 over the whole job
 * @param batches ids of the batches of this round, each of which gets one gradient function
 * @param checkConvergence whether the convergence check is due after this round
 */
public record RoundInput(
    String run, int rank, int epoch, int round, List<Integer> batches, boolean checkConvergence) {

  /** Copies the list. */
  public RoundInput {
    batches = List.copyOf(batches);
  }

  /** The input as a JSON object, new at each call. */
  public ObjectNode json() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("run", run).put("rank", rank).put("epoch", epoch).put("round", round);
    ArrayNode ids = node.putArray("batches");
    batches.forEach(ids::add);
    return node.put("checkConvergence", checkConvergence);
  }

  /** The input as {@link Workflows#start} takes it. */
  public String text() {
    return Json.text(json());
  }
}
