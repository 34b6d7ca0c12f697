package io.spirt.statemachine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.spirt.statemachine.Limits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interpreter does not know, or Step Functions would refuse, is refused by name. */
class RefusalTest {

  @ParameterizedTest
  @ValueSource(strings = {"Succeed", "Nap"})
  void refusesOtherTypesOfState(String type) {
    refuses("'A':{'Type':'" + type + "','End':true}", "/States/A/Type", "'" + type + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Version", "TimeoutSeconds", "QueryLanguage", "ProcessorConfig", "Anything"})
  void refusesOtherFieldsOfTheDefinition(String field) {
    String text = "{'StartAt':'A','States':{" + task("'End':true") + "},'" + field + "':1}";
    assertThatThrownBy(() -> Definition.parse(TestMachines.json(text)))
        .hasMessageStartingWith("/" + field + ": field '" + field + "' is not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Comment",
        "InputPath",
        "OutputPath",
        "QueryLanguage",
        "Arguments",
        "Output",
        "Assign",
        "TimeoutSecondsPath",
        "HeartbeatSeconds",
        "HeartbeatSecondsPath",
        "Credentials",
        "Nonsense"
      })
  void refusesOtherFieldsOfATask(String field) {
    refuses(task("'" + field + "':'$','End':true"), "/States/A/" + field, "'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Comment",
        "InputPath",
        "OutputPath",
        "Parameters",
        "ResultSelector",
        "Retry",
        "Arguments",
        "Output",
        "Assign"
      })
  void refusesOtherFieldsOfAParallel(String field) {
    String parallel =
        "'A':{'Type':'Parallel','Branches':["
            + TestMachines.branch("T", "'End':true")
            + "],'End':true,'"
            + field
            + "':{}}";
    refuses(parallel, "/States/A/" + field, "'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Comment",
        "InputPath",
        "OutputPath",
        "Parameters",
        "Iterator",
        "ItemReader",
        "ItemBatcher",
        "ResultWriter",
        "ResultSelector",
        "Retry",
        "MaxConcurrencyPath",
        "Label",
        "Items",
        "ToleratedFailureCount",
        "ToleratedFailurePercentage",
        "Assign"
      })
  void refusesOtherFieldsOfAMap(String field) {
    refuses(map("'" + field + "':{},"), "/States/A/" + field, "'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "And",
        "Or",
        "Not",
        "StringEquals",
        "StringEqualsPath",
        "StringMatches",
        "StringLessThan",
        "NumericEquals",
        "NumericGreaterThan",
        "NumericLessThanEqualsPath",
        "BooleanEqualsPath",
        "TimestampEquals",
        "TimestampLessThanPath",
        "IsNull",
        "IsPresent",
        "IsNumeric",
        "IsString",
        "IsBoolean",
        "IsTimestamp",
        "Condition",
        "Assign",
        "Comment"
      })
  void refusesOtherOperatorsOfAChoice(String operator) {
    String choice =
        "'A':{'Type':'Choice','Default':'B','Choices':[{'Variable':'$.a','"
            + operator
            + "':true,'Next':'B'}]},"
            + TestMachines.task("B", "'End':true");
    refuses(choice, "/States/A/Choices/0/" + operator, "'" + operator + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Comment", "Next", "End", "QueryLanguage"})
  void refusesOtherFieldsOfAFail(String field) {
    refuses(
        "'A':{'Type':'Fail','ErrorPath':'$.e','CausePath':'$.c','" + field + "':'x'}",
        "/States/A/" + field,
        "'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Format('{}', $.a)",
        "States.UUID()",
        "States.Array(1)",
        "States.MathAdd(1, 2)",
        "States.MathAdd($.a, $.b)",
        "States.MathAdd($.a, 1.5)",
        "States.MathAdd($.a, 1, 2)",
        "States.MathAdd($..a, 1)",
        "$$.Execution.Id",
        "$$.Map.Item.Value",
        "$$.Map.Item.Index",
        "$..a",
        "$.a[*]",
        "$.a[0:2]",
        "$.a[?(@.b)]",
        "$.a[-1]",
        "$['a']",
        "$.a.length()",
        "$.a,b",
        "a.b",
        "$.",
        "",
        "$x",
        "$.a[1,2]",
        "$.*",
        "$.a-b"
      })
  void refusesOtherFormsOfPath(String path) {
    String json = TextNode.valueOf(path).toString();
    String text =
        TestMachines.json(
                "{'StartAt':'A','States':{" + task("'Parameters':{'x.$':1},'End':true") + "}}")
            .toString();
    assertThatThrownBy(() -> Definition.parse(text.replace("\"x.$\":1", "\"x.$\":" + json)))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class,
            e -> assertThat(e.pointer()).isEqualTo("/States/A/Parameters/x.$"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Result", "InputPath", "OutputPath", "ResultSelector", "Assign"})
  void refusesOtherFieldsOfAPass(String field) {
    refuses(
        "'A':{'Type':'Pass','End':true,'" + field + "':'$'}", "/States/A/" + field, "'" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SecondsPath", "Timestamp", "TimestampPath", "Comment", "Assign"})
  void refusesOtherFieldsOfAWait(String field) {
    refuses(
        "'A':{'Type':'Wait','Seconds':1,'End':true,'" + field + "':'$'}",
        "/States/A/" + field,
        "'" + field);
  }

  static Stream<Arguments> mistakes() {
    String retry = "'Retry':[%s],'End':true";
    return Stream.of(
        Arguments.of(task("'Next':'B'"), "/States/A", "'B', which is not a state here"),
        Arguments.of(
            task("'Next':'A','Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]"),
            "/States/A",
            "'C'"),
        Arguments.of(task("'Next':'A'"), "/States/A", "no state ends"),
        Arguments.of(task("'ResultPath':null"), "/States/A", "exactly one of Next and End"),
        Arguments.of(task("'Next':'A','End':true"), "/States/A", "exactly one of Next and End"),
        Arguments.of(task("'End':false"), "/States/A/End", "not false"),
        Arguments.of(
            task("'End':true") + "," + TestMachines.task("B", "'End':true"),
            "/States/B",
            "no path from StartAt leads to the state 'B'"),
        Arguments.of("'A':5", "/States/A", "an object was expected, not 5"),
        Arguments.of("'A':{'End':true}", "/States/A", "field 'Type' is missing"),
        Arguments.of("'A':{'Type':'Task','End':true}", "/States/A", "'Resource' is missing"),
        Arguments.of(task("'ResultPath':'$.a.b','End':true"), "/States/A/ResultPath", "'$.a.b'"),
        Arguments.of(task("'TimeoutSeconds':0,'End':true"), "/States/A/TimeoutSeconds", "not 0"),
        Arguments.of(
            task("'TimeoutSeconds':100000000,'End':true"), "/States/A/TimeoutSeconds", "99999999"),
        Arguments.of(
            task("'Parameters':{'a':{'b':1}},'End':true"), "/States/A/Parameters/a", "nested"),
        Arguments.of(
            task("'Parameters':{'a':1,'a.$':'$'},'End':true"),
            "/States/A/Parameters/a.$",
            "given twice"),
        Arguments.of(task(retry.formatted("")), "/States/A/Retry", "not empty"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':[]}")), "/States/A/Retry/0/ErrorEquals", "empty"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['States.ALL']},{'ErrorEquals':['E']}")),
            "/States/A/Retry/0/ErrorEquals",
            "alone and in the last place"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E','States.ALL']}")),
            "/States/A/Retry/0/ErrorEquals",
            "alone and in the last place"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['States.Nonsense']}")),
            "/States/A/Retry/0/ErrorEquals",
            "'States.Nonsense'"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'IntervalSeconds':0}")),
            "/States/A/Retry/0/IntervalSeconds",
            "not 0"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'MaxAttempts':-1}")),
            "/States/A/Retry/0/MaxAttempts",
            "not -1"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'BackoffRate':0.9}")),
            "/States/A/Retry/0/BackoffRate",
            "not 0.9"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'IntervalSeconds':5,'MaxDelaySeconds':5}")),
            "/States/A/Retry/0/MaxDelaySeconds",
            "above IntervalSeconds"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'JitterStrategy':'HALF'}")),
            "/States/A/Retry/0/JitterStrategy",
            "'HALF'"),
        Arguments.of(
            task(retry.formatted("{'ErrorEquals':['E'],'Attempts':1}")),
            "/States/A/Retry/0/Attempts",
            "'Attempts'"),
        Arguments.of(
            "'A':{'Type':'Choice','Choices':[{'Variable':'$.a','BooleanEquals':true,'Next':'A'}]}",
            "/States/A",
            "'Default' is missing"),
        Arguments.of(choice("'BooleanEquals':1"), "/States/A/Choices/0/BooleanEquals", "not 1"),
        Arguments.of(
            choice("'NumericGreaterThanEquals':'1'"),
            "/States/A/Choices/0/NumericGreaterThanEquals",
            "a number was expected"),
        Arguments.of(
            choice("'NumericGreaterThanEquals':1,'BooleanEquals':true"),
            "/States/A/Choices/0/NumericGreaterThanEquals",
            "one comparison"),
        Arguments.of("'A':{'Type':'Wait','End':true}", "/States/A", "field 'Seconds' is missing"),
        Arguments.of("'A':{'Type':'Wait','Seconds':-1,'End':true}", "/States/A/Seconds", "not -1"),
        Arguments.of(
            "'A':{'Type':'Fail','Error':'e','ErrorPath':'$.e','Cause':'c'}",
            "/States/A/ErrorPath",
            "only one of Error and ErrorPath"),
        Arguments.of("'A':{'Type':'Fail','Error':'e'}", "/States/A", "'Cause' is missing"),
        Arguments.of(
            "'A':{'Type':'Parallel','Branches':[],'End':true}", "/States/A/Branches", "not empty"),
        Arguments.of(
            "'A':{'Type':'Parallel','Branches':["
                + TestMachines.branch("T", "'End':true")
                + ","
                + TestMachines.branch("T", "'End':true")
                + "],'End':true}",
            "/States/A/Branches/1/States/T",
            "another state"),
        Arguments.of(
            "'A':{'Type':'Parallel','Branches':["
                + TestMachines.branch("T", "'Next':'A'")
                + "],'End':true}",
            "/States/A/Branches/0/States/T",
            "'A', which is not a state here"),
        Arguments.of(
            map("").replace("INLINE", "DISTRIBUTED"),
            "/States/A/ItemProcessor/ProcessorConfig/Mode",
            "'DISTRIBUTED'"),
        Arguments.of(
            "'" + "A".repeat(81) + "':{}", "/States/" + "A".repeat(81), "1 to 80 characters"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesMistakes(String states, String pointer, String message) {
    refuses(states, pointer, message);
  }

  @Test
  void refusesAStartThatIsNotThere() {
    assertThatThrownBy(() -> TestMachines.machine("X", task("'End':true")))
        .hasMessage("/StartAt: there is no state 'X' here");
    assertThatThrownBy(() -> Definition.parse("{\"States\":{}}"))
        .hasMessage("/: field 'StartAt' is missing");
  }

  @Test
  void refusesTextThatIsNotOneJsonObject() {
    assertThatThrownBy(() -> Definition.parse("[]")).hasMessageContaining("object was expected");
    assertThatThrownBy(() -> Definition.parse("{} {}")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> Definition.parse("{\"StartAt\":\"A\",\"StartAt\":\"B\"}"))
        .hasMessageContaining("Duplicate field 'StartAt'");
  }

  @Test
  void refusesADefinitionAboveTheLimit() {
    String padded =
        TestMachines.json("{'StartAt':'A','States':{" + task("'End':true") + "}}").toString();
    String largest = padded + " ".repeat(Limits.DEFINITION_BYTES - padded.length());

    assertThatCode(() -> Definition.parse(largest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Definition.parse(largest + " "))
        .hasMessage("/: 1,048,577 bytes, at most 1,048,576");
  }

  private static String task(String more) {
    return TestMachines.task("A", more);
  }

  private static String choice(String comparison) {
    return "'A':{'Type':'Choice','Default':'B','Choices':[{'Variable':'$.a',"
        + comparison
        + ",'Next':'B'}]},"
        + TestMachines.task("B", "'End':true");
  }

  private static String map(String more) {
    return "'A':{'Type':'Map','ItemsPath':'$.a',"
        + more
        + "'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'T','States':{"
        + TestMachines.task("T", "'End':true")
        + "}},'End':true}";
  }

  private static void refuses(String states, String pointer, String message) {
    String text = "{'StartAt':'A','States':{" + states + "}}";
    assertThatThrownBy(() -> Definition.parse(TestMachines.json(text)))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
        .hasMessageContaining(message);
  }
}
