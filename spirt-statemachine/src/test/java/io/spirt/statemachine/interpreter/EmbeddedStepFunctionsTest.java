package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddedStepFunctionsTest {
  private static final String ONE =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\","
          + "\"Resource\":\"f\",\"End\":true}}}";
  private static final String SAME =
      "{ \"States\": {\"A\": {\"End\":true, \"Type\":\"Task\","
          + "\"Resource\":\"f\"}}, \"StartAt\":\"A\"}";
  private static final String OTHER = ONE.replace("\"f\"", "\"g\"");

  private final Bench bench = new Bench();
  private final EmbeddedStepFunctions service = new EmbeddedStepFunctions(bench.interpreter());

  @Test
  void createsAStateMachineOnce() {
    String arn = service.create("m", ONE);

    assertThat(arn).isEqualTo("arn:aws:states:local:000000000000:stateMachine:m");
    assertThat(service.create("m", SAME)).isEqualTo(arn);
    assertThatThrownBy(() -> service.create("m", OTHER))
        .isInstanceOf(StateMachineAlreadyExistsException.class)
        .hasMessageContaining("'m'");
  }

  @Test
  void refusesBadNamesAndDefinitions() {
    assertThatThrownBy(() -> service.create("n".repeat(81), ONE)).hasMessageContaining("81");
    assertThatThrownBy(() -> service.create("a b", ONE)).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> service.create("m", "{")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> service.create("m", ONE.replace("Task", "Wait")))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void startsAnExecutionOnceWhileItRunsAndAfter() {
    String machine = service.create("m", ONE);
    String arn = service.start(machine, "run-round0", "{\"a\":1}");

    assertThat(arn).isEqualTo("arn:aws:states:local:000000000000:execution:m:run-round0");
    assertThat(service.start(machine, "run-round0", "{ \"a\" : 1 }")).isEqualTo(arn);
    bench.functions.call(0).succeed("1");
    assertThat(service.start(machine, "run-round0", "{\"a\":1}")).isEqualTo(arn);
    assertThat(bench.functions.calls()).hasSize(1);
    assertThatThrownBy(() -> service.start(machine, "run-round0", "{\"a\":2}"))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageContaining("run-round0");
  }

  @Test
  void keepsExecutionsApartByMachineAndListsThem() {
    String one = service.start(service.create("m", ONE), "x", "1");
    String two = service.start(service.create("n", OTHER), "x", "2");

    assertThat(one).isNotEqualTo(two);
    assertThat(service.executions()).extracting(e -> e.input().asInt()).containsExactly(1, 2);
    assertThat(service.execution(two)).get().extracting(Execution::name).isEqualTo("x");
    assertThat(service.execution("nothing")).isEmpty();
  }

  @Test
  void refusesUnknownMachinesAndBadInput() {
    String machine = service.create("m", ONE);

    assertThatThrownBy(() -> service.start("arn:nothing", "x", "1"))
        .isInstanceOf(StateMachineDoesNotExistException.class)
        .hasMessageContaining("arn:nothing");
    assertThatThrownBy(() -> service.start(machine, "x", "{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not JSON");
    assertThat(service.executions()).isEmpty();
  }

  @Test
  void canBeCalledFromWithinATask() {
    String machine = service.create("m", ONE);
    bench.functions.answer(
        call -> {
          if (call.input().asInt() < 3) {
            String next = String.valueOf(call.input().asInt() + 1);
            service.start(machine, "round" + next, next);
          }
          call.succeed("1");
        });
    service.start(machine, "round0", "0");

    assertThat(service.executions())
        .hasSize(4)
        .extracting(Execution::status)
        .containsOnly(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void abortsWhatRunsWhenItIsClosed() {
    String machine = service.create("m", ONE);
    service.start(machine, "x", "1");
    service.close();

    assertThat(service.executions().get(0).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThatThrownBy(() -> service.start(machine, "y", "1"))
        .isInstanceOf(IllegalStateException.class);
  }
}
