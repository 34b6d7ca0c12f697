package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends of every range in the schema: the last value allowed, and the first one refused. */
class JobRangeTest {
  /** A job in which nothing but the changed field can be wrong. */
  private static final String ROOMY =
      Documents.with(
          Documents.with(
              Documents.with(Documents.MINIMAL, "/training/learningRate", "100"), "/peers", "3"),
          "/training/optimizer/momentum",
          "0.5");

  static Stream<SchemaField> numbers() {
    return SchemaField.leaves().stream()
        .filter(field -> field.type().equals("integer") || field.type().equals("number"));
  }

  static Stream<SchemaField> choices() {
    return SchemaField.leaves().stream().filter(field -> field.schema().has("enum"));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberHasTwoEnds(SchemaField field) {
    assertThat(field.schema().has("minimum") ^ field.schema().has("exclusiveMinimum")).isTrue();
    assertThat(field.schema().has("maximum") ^ field.schema().has("exclusiveMaximum")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void acceptsTheEndsOfTheRange(SchemaField field) {
    assertAccepted(field, lowest(field));
    assertAccepted(field, highest(field));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void refusesWhatIsOutsideOnBothSides(SchemaField field) {
    assertRefused(field, below(field));
    assertRefused(field, above(field));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void acceptsEveryChoiceAndNoOther(SchemaField field) {
    field.schema().get("enum").forEach(choice -> assertAccepted(field, choice.toString()));
    assertRefused(field, "\"other\"");
    assertRefused(field, "\"\"");
  }

  /** Only the schema is meant here: what other fields forbid is another matter. */
  private static void assertAccepted(SchemaField field, String value) {
    try {
      JobReader.read(Documents.with(ROOMY, field.pointer(), value));
    } catch (InvalidJobException refusal) {
      assertThat(refusal.problems())
          .noneMatch(problem -> problem.message().startsWith("not allowed"));
    }
  }

  private static void assertRefused(SchemaField field, String value) {
    assertThat(problems(Documents.with(ROOMY, field.pointer(), value)))
        .containsExactly(
            new JobProblem(
                field.pointer(),
                value,
                "not allowed; allowed: " + AllowedValues.describe(field.schema())));
  }

  private static String lowest(SchemaField field) {
    return field.schema().has("minimum")
        ? field.schema().get("minimum").asText()
        : shifted(field, "exclusiveMinimum", 1);
  }

  private static String highest(SchemaField field) {
    return field.schema().has("maximum")
        ? field.schema().get("maximum").asText()
        : shifted(field, "exclusiveMaximum", -1);
  }

  private static String below(SchemaField field) {
    return field.schema().has("minimum")
        ? shifted(field, "minimum", -1)
        : field.schema().get("exclusiveMinimum").asText();
  }

  private static String above(SchemaField field) {
    return field.schema().has("maximum")
        ? shifted(field, "maximum", 1)
        : field.schema().get("exclusiveMaximum").asText();
  }

  /** The limit, moved by 1 for an integer and by a thousandth for a number. */
  private static String shifted(SchemaField field, String limit, int direction) {
    BigDecimal step = field.type().equals("integer") ? BigDecimal.ONE : new BigDecimal("0.001");
    return field
        .schema()
        .get(limit)
        .decimalValue()
        .add(step.multiply(BigDecimal.valueOf(direction)))
        .toPlainString();
  }
}
