package io.spirt.statemachine.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.testing.MiniStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The embedded interpreter and the Step Functions of an emulator of AWS give the same status,
 * output, error, cause, calls and order of events, but for the {@link KnownDifference known
 * differences}. The emulator is the one that {@code SPIRT_AWS_ENDPOINT} names, or else a {@link
 * MiniStack} of its own; without either the tests are skipped.
 */
class EmulatorDifferentialTest {
  private static final int AT_ONCE = 4;
  private static final Map<String, CompletableFuture<Trace>> TRACES = new ConcurrentHashMap<>();

  @TempDir private static Path folder;

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);
  private static Emulator emulator;

  @BeforeAll
  static void startEveryExecution() throws Exception {
    emulator = Emulator.open(System.getenv("SPIRT_AWS_ENDPOINT"), folder).orElse(null);
    assumeTrue(
        emulator != null,
        MiniStack.HINT + ", or SPIRT_AWS_ENDPOINT to one that runs, with SFN_WAIT_SCALE=0");
    Scenarios.all()
        .forEach(
            scenario ->
                TRACES.put(
                    scenario.toString(),
                    CompletableFuture.supplyAsync(() -> emulate(scenario), THREADS)));
  }

  @AfterAll
  static void close() {
    THREADS.shutdownNow();
    if (emulator != null) {
      emulator.close();
    }
  }

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  static List<Scenario> malformed() {
    return Scenarios.malformed();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void agrees(Scenario scenario) {
    ObjectNode definition = scenario.definition(emulator::function);
    Trace embedded = embed(scenario, definition);
    Trace emulated = TRACES.get(scenario.toString()).join();

    assertThat(scenario.seen(embedded, definition)).isEqualTo(scenario.seen(emulated, definition));
  }

  /** See {@link KnownDifference#MISSING_PATH_IS_NULL}: only our side is looked at. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void failsWhereAResultLacksWhatIsSelected(Scenario scenario) {
    ObjectNode definition = scenario.definition(emulator::function);
    Trace embedded = embed(scenario, definition);

    assertThat(embedded.status() + " " + embedded.error()).isEqualTo("FAILED States.Runtime");
    assertThat(embedded.calls().values()).allSatisfy(calls -> assertThat(calls).hasSize(1));
  }

  private static Trace embed(Scenario scenario, ObjectNode definition) {
    return Embedded.run(
        definition.toString(), scenario.input(run(scenario)), new Script(scenario.outcomes()));
  }

  private static Trace emulate(Scenario scenario) {
    String run = run(scenario);
    return emulator.run(
        run,
        scenario.definition(emulator::function).toString(),
        scenario.input(run),
        new Script(scenario.outcomes()));
  }

  private static String run(Scenario scenario) {
    return scenario.toString().replaceAll("[^a-z0-9]+", "-");
  }
}
