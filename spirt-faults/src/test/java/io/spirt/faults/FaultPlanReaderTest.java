package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanReaderTest {

  private static Fault only(String fault) {
    return FaultPlanReader.read("{\"faults\": [" + fault + "]}").faults().get(0);
  }

  @Test
  void readsAFaultOfEachKindOfStage() {
    assertThat(
            only(
                """
                {"kind": "kill-database", "rank": 3, "stage": "heartbeat", "round": 1,
                 "when": "after", "restartAfterMillis": 2000, "times": 2}
                """))
        .isEqualTo(new KillDatabase(3, "heartbeat", 1, Moment.AFTER, 2000, 2));
    assertThat(only("{\"kind\": \"pause-database\", \"rank\": 0, \"millis\": 1500}"))
        .isEqualTo(new PauseDatabase(0, null, null, Moment.BEFORE, 1500, 1));
    assertThat(only("{\"kind\": \"refuse-connections\", \"stage\": \"update\", \"millis\": 10}"))
        .isEqualTo(new RefuseConnections(null, "update", null, Moment.BEFORE, 10, 1));
    assertThat(only("{\"kind\": \"kill-function\", \"stage\": \"sync\", \"afterMillis\": 5}"))
        .isEqualTo(new KillFunction(null, "sync", null, 5, 1));
    assertThat(only("{\"kind\": \"delay\", \"round\": -1, \"millis\": 500}"))
        .isEqualTo(new Delay(null, null, -1, 500, 1));
    assertThat(only("{\"kind\": \"fill-disk\", \"rank\": 1}"))
        .isEqualTo(new FillDisk(1, null, null, Moment.BEFORE, null, 1));
    assertThat(only("{\"kind\": \"alter-average\", \"rank\": 1, \"round\": 2}"))
        .isEqualTo(new AlterAverage(1, 2, 1));
  }

  @Test
  void readsAFaultOfEachKindOfMessage() {
    for (Tampering tampering : Tampering.values()) {
      boolean late = tampering == Tampering.DELAY;
      String fault =
          """
          {"kind": "%s", "from": 1, "to": 2, "queue": "sync", "round": 4, "probability": 0.5,
           "times": 3%s}
          """
              .formatted(tampering.kind(), late ? ", \"millis\": 300" : "");
      assertThat(only(fault))
          .isEqualTo(new MessageFault(tampering, 1, 2, "sync", 4, 0.5, late ? 300 : null, 3));
    }
  }

  @Test
  void aMessageFaultWithoutFieldsHitsTheFirstMessageThatThereIs() {
    assertThat(only("{\"kind\": \"drop-message\"}"))
        .isEqualTo(new MessageFault(Tampering.DROP, null, null, null, null, 1, null, 1));
  }

  @Test
  void theSeedIsZeroUnlessGiven() {
    assertThat(FaultPlanReader.read("{\"faults\": []}").seed()).isZero();
    assertThat(FaultPlanReader.read("{\"seed\": 9, \"faults\": []}").seed()).isEqualTo(9);
  }

  @Test
  void everyStageMayBringAFaultAbout() {
    List<String> stages = new ArrayList<>();
    FaultPlanReader.schema()
        .at("/$defs/delay/properties/stage/enum")
        .forEach(word -> stages.add(word.asText()));
    assertThat(stages).containsAll(Stream.of(Stage.values()).map(Stage::word).toList());
  }

  @Test
  void everyFieldIsDescribed() {
    FaultPlanReader.schema()
        .path("$defs")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        field ->
                            assertThat(field.getValue().path("description").asText())
                                .as("%s of %s", field.getKey(), kind.getKey())
                                .isNotEmpty()));
  }
}
