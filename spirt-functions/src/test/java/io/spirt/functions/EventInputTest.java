package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;

/** An event is input: one that is not sound is refused, and nothing is written because of it. */
class EventInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "demo";

  private static Path folder;
  private static TestPeers peers;
  private static EntryPoint entryPoint;
  private static SortedMap<String, String> state;
  private static SortedMap<String, String> machines;
  private long writes;

  @BeforeContainer
  static void startsARun() throws IOException {
    folder = Files.createTempDirectory("spirt-events");
    peers = new TestPeers(2, folder);
    peers.prepare(RUN, TestJob.of(2), TestJob.data());
    peers.play(new Rounds(peers, RUN, 2).beginning());
    entryPoint = peers.anotherEntryPoint();
    state = peers.state(RUN);
    machines = peers.workflows.machines();
  }

  @AfterContainer
  static void closes() throws IOException {
    peers.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @BeforeProperty
  void countsWrites() {
    writes = writes();
  }

  @AfterProperty
  void nothingWasWritten() {
    assertThat(writes()).isEqualTo(writes);
    assertThat(peers.state(RUN)).isEqualTo(state);
    assertThat(peers.workflows.machines()).isEqualTo(machines);
    for (int rank = 0; rank < 2; rank++) {
      assertThat(peers.queues.drain(TestPeers.queue(rank))).isEmpty();
      assertThat(peers.queues.drain(TestPeers.joinQueue(rank))).isEmpty();
      assertThat(peers.queues.drain(TestPeers.passwordQueue(rank))).isEmpty();
    }
  }

  private static long writes() {
    return Stream.of(0, 1)
        .flatMap(rank -> peers.redis(rank).info("persistence").lines())
        .filter(line -> line.startsWith("rdb_changes_since_last_save:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
        .sum();
  }

  @Property(tries = 500)
  void anythingThatIsNotAnEventIsRefused(@ForAll("json") String text) {
    assertThatThrownBy(() -> handle(text)).isExactlyInstanceOf(PermanentException.class);
  }

  @Property(tries = 500)
  void bytesThatAreNotJsonAreRefused(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> handle(bytes)).isExactlyInstanceOf(PermanentException.class);
  }

  @Property(tries = 1000)
  void oneWrongFieldIsEnough(
      @ForAll Stage stage, @ForAll("fields") String field, @ForAll("wrongValues") String value)
      throws IOException {
    ObjectNode event = sound(stage);
    event.set(field, JSON.readTree(value));
    assertThatThrownBy(() -> handle(event.toString()))
        .isExactlyInstanceOf(PermanentException.class)
        .hasMessageStartingWith("event." + field)
        .hasMessageContaining("must be")
        .message()
        .hasSizeLessThan(400);
  }

  @Property(tries = 200)
  void aMissingFieldIsNamed(@ForAll Stage stage, @ForAll("fields") String field) {
    ObjectNode event = sound(stage);
    event.remove(field);
    assertThatThrownBy(() -> handle(event.toString()))
        .isExactlyInstanceOf(PermanentException.class)
        .hasMessageStartingWith("event." + field + " is null; it must be ");
  }

  @Property(tries = 500)
  void soundNumbersThatMeanNothingAreRefused(
      @ForAll Stage stage,
      @ForAll("numberFields") String field,
      @ForAll("hugeNumbers") int number) {
    ObjectNode event = sound(stage);
    event.put(field, number);
    assertThatThrownBy(() -> handle(event.toString()))
        .isExactlyInstanceOf(PermanentException.class)
        .hasMessageContaining(Integer.toString(number));
  }

  @Property(tries = 200)
  void runsThatDoNotExistAreRefused(@ForAll Stage stage, @ForAll("runs") String run) {
    ObjectNode event = sound(stage);
    event.put("run", run);
    assertThatThrownBy(() -> handle(event.toString()))
        .isExactlyInstanceOf(PermanentException.class)
        .hasMessageContaining(run);
  }

  @Example
  void saysWhatIsAllowed() {
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("rank", -1).toString()))
        .hasMessage("event.rank is -1; it must be 0 or more");
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("run", "../other").toString()))
        .hasMessageStartingWith("event.run is ../other; it must be a name matching ");
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("stage", "dance").toString()))
        .hasMessageStartingWith(
            "event.stage is dance; it must be one of [init, auth, compute-gradient,");
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("round", "0").toString()))
        .hasMessageStartingWith("event.round is \"0\"; it must be a whole number");
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("password", 5).toString()))
        .hasMessageStartingWith("event.password is 5; it must be absent");
    assertThatThrownBy(() -> handle(sound(Stage.SYNC).put("round", 3).toString()))
        .hasMessage("event.round is 3; it must be below the job's 3 rounds");
    assertThatThrownBy(() -> handle("[1]")).hasMessage("event is [1]; it must be a JSON object");
  }

  @Example
  void batchesAreAListOfDifferentNumbers() {
    for (String wrong :
        List.of("[]", "[0,0]", "[-1]", "[0.5]", "[\"1\"]", "[null]", "[[0]]", "{}")) {
      assertThatThrownBy(
              () -> {
                ObjectNode event = sound(Stage.AVERAGE);
                event.set("batches", JSON.readTree(wrong));
                handle(event.toString());
              })
          .as(wrong)
          .isExactlyInstanceOf(PermanentException.class)
          .hasMessageStartingWith("event.batches");
    }
  }

  @Example
  void aFunctionRefusesTheStageOfAnother() {
    FunctionServices services = peers.anotherServices();
    List<StageHandler> handlers =
        List.of(
            new InitHandler(services),
            new AuthHandler(services),
            new ComputeGradientHandler(services),
            new AverageHandler(services),
            new HeartbeatHandler(services),
            new SyncHandler(services),
            new AggregateHandler(services),
            new UpdateHandler(services),
            new ConvergeHandler(services),
            new TriggerEpochHandler(services));
    for (StageHandler handler : handlers) {
      for (Stage stage : Stage.values()) {
        if (stage != handler.stage()) {
          assertThatThrownBy(
                  () ->
                      handler.handleRequest(
                          new ByteArrayInputStream(sound(stage).toString().getBytes(UTF_8)),
                          new ByteArrayOutputStream(),
                          null))
              .isExactlyInstanceOf(PermanentException.class)
              .hasMessage(
                  "event.stage is "
                      + stage.word()
                      + "; this function is for "
                      + handler.stage().word());
        }
      }
    }
  }

  @Example
  void anEventIsReadAsItWasWritten() {
    StageEvent event = new StageEvent("average", RUN, 1, 2, 3, null, List.of(4, 5));
    assertThat(StageEvent.read(event.write())).isEqualTo(event);
    StageEvent other = new StageEvent("compute-gradient", RUN, 1, 2, 3, 4, null);
    assertThat(StageEvent.read(other.write())).isEqualTo(other);
  }

  /** An event of round 0 that would be done if nothing were changed in it. */
  private static ObjectNode sound(Stage stage) {
    boolean precedes = stage == Stage.INIT || stage == Stage.AUTH;
    ObjectNode event = JSON.createObjectNode();
    event.put("stage", stage.word()).put("run", RUN).put("rank", 0);
    event.put("epoch", precedes ? 0 : 1).put("round", precedes ? -1 : 0);
    if (stage == Stage.COMPUTE_GRADIENT) {
      event.put("batch", 0);
    }
    if (stage == Stage.AVERAGE) {
      event.putArray("batches").add(0).add(1);
    }
    return event;
  }

  private static void handle(String text) throws IOException {
    handle(text.getBytes(UTF_8));
  }

  private static void handle(byte[] bytes) throws IOException {
    entryPoint.handleRequest(new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), null);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of("stage", "run", "rank", "epoch", "round");
  }

  @Provide
  Arbitrary<String> numberFields() {
    return Arbitraries.of("rank", "epoch", "round");
  }

  @Provide
  Arbitrary<Integer> hugeNumbers() {
    return Arbitraries.integers().between(4, Integer.MAX_VALUE);
  }

  /** Sound for no field. */
  @Provide
  Arbitrary<String> wrongValues() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null",
            "true",
            "[]",
            "{}",
            "-2",
            "0.5",
            "1e99",
            "2147483648",
            "99999999999999999999",
            "\"\"",
            "\"../../etc/passwd\"",
            "\"a/b\"",
            "\"-a\"",
            "\"A\"",
            "\"a\\u0000\"",
            "\"a\\n\"",
            "[[0]]",
            "\"" + "a".repeat(65) + "\"",
            "\"" + "x/".repeat(100_000) + "\""),
        Arbitraries.strings().map(text -> JSON.getNodeFactory().textNode("%" + text).toString()));
  }

  @Provide
  Arbitrary<String> runs() {
    return Arbitraries.strings()
        .withChars("abc-019")
        .ofMinLength(1)
        .ofMaxLength(20)
        .map("x"::concat);
  }

  /** Random JSON that no event looks like, because "stage" never names one. */
  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "0", "-1", "1.5", "[]", "{}", "\"demo\"", "\"\""),
            Arbitraries.integers().map(String::valueOf),
            Arbitraries.strings().map(text -> JSON.getNodeFactory().textNode(text).toString()));
    Arbitrary<String> name =
        Arbitraries.of("stage", "run", "rank", "epoch", "round", "batch", "batches", "other");
    Arbitrary<String> field =
        Combinators.combine(name, scalar).as((key, value) -> "\"" + key + "\":" + value);
    Arbitrary<String> object =
        field.list().ofMaxSize(9).map(fields -> "{" + String.join(",", fields) + "}");
    return Arbitraries.oneOf(object, scalar, scalar.list().ofMaxSize(5).map(String::valueOf));
  }
}
