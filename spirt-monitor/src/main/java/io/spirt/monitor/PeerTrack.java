package io.spirt.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.RoundRecord;
import io.spirt.functions.RoundRecord.StageRecord;
import io.spirt.job.Stage;

/**
 * How far a peer was when it last left a record.
 *
 * @param rank the peer
 * @param epoch of its last round; 0 before the first
 * @param round that it ended last; -1 before the first
 * @param version updates that its model has seen; -1 if that is not known
 * @param paramsDigest of that version; empty if that is not known
 * @param execution ARN of the execution that it started last; empty if it started none
 * @param ended whether it has ended its last round
 * @param removed whether it found that it is not in the view any more
 * @param atMillis when, epoch milliseconds
 */
public record PeerTrack(
    int rank,
    int epoch,
    int round,
    int version,
    String paramsDigest,
    String execution,
    boolean ended,
    boolean removed,
    long atMillis) {

  /** Nothing is known of the peer yet. */
  public static PeerTrack start(int rank) {
    return new PeerTrack(rank, 0, -1, -1, "", "", false, false, 0);
  }

  /** After a stage; the same if it is an earlier one than the last. */
  PeerTrack after(RoundRecord record, StageRecord stage) {
    JsonNode result = stage.result();
    if (stage.endedMillis() < atMillis) {
      return this;
    }
    PeerTrack track = this;
    if (result.hasNonNull("paramsDigest")) {
      track = track.holding(result.path("version").asInt(), result.path("paramsDigest").asText());
    }
    boolean counts = !result.path("status").asText().equals("stale");
    if (stage.stage().equals(Stage.TRIGGER_EPOCH.word()) && counts) {
      track = track.started(record, result);
    }
    return track.at(stage.endedMillis());
  }

  private PeerTrack holding(int newVersion, String digest) {
    return new PeerTrack(
        rank, epoch, round, newVersion, digest, execution, ended, removed, atMillis);
  }

  private PeerTrack started(RoundRecord record, JsonNode result) {
    return new PeerTrack(
        rank,
        Math.max(epoch, record.epoch()),
        Math.max(round, record.round()),
        version,
        paramsDigest,
        result.path("execution").asText(""),
        result.path("ended").asBoolean(),
        result.path("removed").asBoolean(),
        atMillis);
  }

  private PeerTrack at(long millis) {
    return new PeerTrack(
        rank, epoch, round, version, paramsDigest, execution, ended, removed, millis);
  }
}
