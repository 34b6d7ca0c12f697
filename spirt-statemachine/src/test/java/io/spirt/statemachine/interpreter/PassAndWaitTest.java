package io.spirt.statemachine.interpreter;

import static io.spirt.statemachine.interpreter.TestMachines.machine;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAndWaitTest {
  private static final String COUNT =
      "'Count':{'Type':'Pass','Parameters':{'times.$':'States.MathAdd($.waited.times, 1)'},"
          + "'ResultPath':'$.waited','Next':'Enough'}";
  private static final String ENOUGH =
      "'Enough':{'Type':'Choice','Choices':[{'Variable':'$.waited.times',"
          + "'NumericGreaterThanEquals':3,'Next':'Given'}],'Default':'Count'}";
  private static final String GIVEN =
      "'Given':{'Type':'Fail','Error':'GaveUp','Cause':'three times are enough'}";

  private final Bench bench = new Bench();

  @Test
  void passesItsInputOn() {
    Execution execution = bench.start(machine("A", "'A':{'Type':'Pass','End':true}"), "{'a':1}");

    assertThat(Bench.output(execution)).isEqualTo("{'a':1}");
    assertThat(bench.history())
        .containsExactly(
            "ExecutionStarted", "PassStateEntered A", "PassStateExited A", "ExecutionSucceeded");
  }

  @Test
  void countsUpToALimit() {
    Execution execution =
        bench.start(
            machine("Count", String.join(",", COUNT, ENOUGH, GIVEN)), "{'waited':{'times':0}}");

    assertThat(Bench.failure(execution)).isEqualTo("FAILED GaveUp: three times are enough");
    assertThat(bench.history().stream().filter("PassStateExited Count"::equals)).hasSize(3);
    assertThat(bench.history()).endsWith("FailStateEntered Given", "ExecutionFailed");
  }

  @ParameterizedTest
  @CsvSource({"'''1'''", "1.5", "2147483647", "4294967296", "null"})
  void addsWholeNumbersOnly(String value) {
    Execution execution =
        bench.start(
            machine("Count", String.join(",", COUNT, ENOUGH, GIVEN)),
            "{'waited':{'times':" + value + "}}");

    assertThat(Bench.failure(execution))
        .startsWith("FAILED States.IntrinsicFailure: States.MathAdd needs whole numbers");
  }

  @Test
  void failsWhenThereIsNothingToAddTo() {
    Execution execution =
        bench.start(machine("Count", String.join(",", COUNT, ENOUGH, GIVEN)), "{}");

    assertThat(Bench.failure(execution)).startsWith("FAILED States.Runtime: the path");
  }

  @ParameterizedTest
  @CsvSource({
    "3, Given",
    "3.0, Given",
    "4.5, Given",
    "2.9, Other",
    "'''3''', Other",
    "null, Other"
  })
  void comparesNumbersOnly(String value, String state) {
    String other = "'Other':{'Type':'Pass','End':true}";
    bench.start(
        machine("Enough", String.join(",", ENOUGH.replace("'Count'", "'Other'"), GIVEN, other)),
        "{'waited':{'times':" + value + "}}");

    assertThat(bench.history()).anySatisfy(event -> assertThat(event).endsWith("Entered " + state));
  }

  @Test
  void waitsItsSeconds() {
    Execution execution =
        bench.start(machine("A", "'A':{'Type':'Wait','Seconds':7,'End':true}"), "{'a':1}");

    bench.timer.advance(Duration.ofSeconds(6));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    bench.timer.advance(Duration.ofSeconds(1));
    assertThat(Bench.output(execution)).isEqualTo("{'a':1}");
    assertThat(bench.history())
        .containsExactly(
            "ExecutionStarted", "WaitStateEntered A", "WaitStateExited A", "ExecutionSucceeded");
  }

  @Test
  void canBeCancelledWhileItWaits() {
    Execution execution =
        bench.start(machine("A", "'A':{'Type':'Wait','Seconds':7,'End':true}"), "{}");
    execution.cancel();

    assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(bench.timer.pending()).isEmpty();
    assertThat(bench.history()).endsWith("WaitStateAborted A", "ExecutionAborted");
  }
}
