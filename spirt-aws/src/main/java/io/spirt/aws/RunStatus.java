package io.spirt.aws;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spirt.functions.RunOutcome;
import java.util.List;

/**
 * How far a run is at a moment.
 *
 * @param run its name
 * @param stack where it is
 * @param state {@code preparing} (its job is being taken), {@code refused}, {@code running}, {@code
 *     stopped}, {@code failed} (no peer goes on) or {@code ended}
 * @param submission name of the execution that took its job; null if it is not known any more
 * @param submittedMillis when it was taken, epoch milliseconds; 0 if it was not
 * @param epochs epochs of the job; 0 if it was not taken
 * @param rounds rounds of the job; 0 if it was not taken
 * @param problems why it was refused or failed, one line each
 * @param peers by rank
 * @param agreedVersion latest version of the model that all peers of the view had; -1 if there is
 *     none that is known of all
 * @param paramsAgree whether they hold the same params at that version; null if there is none
 * @param outcome what the run came to, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
    String run,
    String stack,
    String state,
    String submission,
    long submittedMillis,
    int epochs,
    int rounds,
    List<String> problems,
    List<Peer> peers,
    int agreedVersion,
    Boolean paramsAgree,
    RunOutcome outcome) {

  /**
   * One peer.
   *
   * @param rank the peer
   * @param state {@code running}, {@code ended}, {@code removed}, {@code failed}, {@code stopped}
   *     or {@code waiting} (has not entered)
   * @param execution name of the execution that it is in, or was in last; empty if it has none
   * @param epoch of the last round that it ended; 0 before the first
   * @param round that it ended last; -1 before the first
   * @param version updates that its model has seen; -1 if that is not known
   * @param paramsDigest of that version; empty if that is not known
   * @param failure why its execution failed; empty if it did not
   */
  public record Peer(
      int rank,
      String state,
      String execution,
      int epoch,
      int round,
      int version,
      String paramsDigest,
      String failure) {}
}
