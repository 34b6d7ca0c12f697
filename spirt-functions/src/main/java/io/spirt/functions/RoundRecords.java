package io.spirt.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.database.RecordStore;
import io.spirt.functions.RoundRecord.StageRecord;
import io.spirt.job.Stage;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps what each stage returned in the peer's database, and stores the record of a round when the
 * stage that ends it has run. A stage that runs twice leaves its last result; a record that is
 * stored twice says the same or more.
 */
final class RoundRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<StageRecord> IN_ORDER =
      Comparator.comparingLong(StageRecord::endedMillis)
          .thenComparing(record -> Stage.of(record.stage()));

  private final RunObjects objects;

  RoundRecords(RunObjects objects) {
    this.objects = objects;
  }

  /** Keeps a stage's result; after trigger-epoch stores the round's record. */
  void note(StageEvent event, RecordStore kept, long started, long ended, ObjectNode result) {
    String field = event.stage() + (event.batch() == null ? "" : "/" + event.batch());
    kept.note(
        event.round(),
        field,
        write(new StageRecord(event.stage(), event.batch(), started, ended, result)));
    if (event.stageNamed() == Stage.TRIGGER_EPOCH) {
      store(event, kept);
    }
  }

  private void store(StageEvent event, RecordStore kept) {
    List<StageRecord> stages =
        kept.all(event.round()).stream().map(RoundRecords::read).sorted(IN_ORDER).toList();
    if (event.round() < 0 || stages.size() > 1) {
      objects.putRecord(
          new RoundRecord(event.run(), event.rank(), event.epoch(), event.round(), stages));
    }
    if (event.round() > 0) {
      // Not this round's: should this stage run again, it stores the same once more.
      kept.forget(event.round() - 1);
    }
  }

  private static String write(StageRecord record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StageRecord read(String json) {
    try {
      return JSON.readValue(json, StageRecord.class);
    } catch (JsonProcessingException e) {
      throw new PermanentException("the database holds no valid record of a stage", e);
    }
  }
}
