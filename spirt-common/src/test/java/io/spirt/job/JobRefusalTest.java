package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static io.spirt.job.Documents.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that hold together as JSON but are no jobs. */
class JobRefusalTest {
  private static final String NAME = "string, matching ^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";

  static Stream<SchemaField> fields() {
    return SchemaField.all().stream();
  }

  static Stream<SchemaField> requiredFields() {
    // Those of the objects that the minimal document has: all that are required at all.
    return SchemaField.all().stream().filter(SchemaField::required);
  }

  @Test
  void namesEveryProblemAtOnce() {
    String document =
        """
        {
          "name": "Bad Name",
          "peers": 65,
          "model": { "name": "alexnet", "clases": 10 },
          "dataset": { "name": "digits", "batchSize": "64", "validationFraction": -0.1 },
          "training": { "learningRate": 0, "optimizer": { "momentum": 1, "nesterow": true } },
          "convergence": null,
          "colour": "red"
        }
        """;
    assertThat(problems(document))
        .containsExactlyInAnyOrder(
            new JobProblem("/name", "\"Bad Name\"", "not allowed; allowed: " + NAME),
            new JobProblem("/peers", "65", "not allowed; allowed: integer, 1 to 64"),
            new JobProblem(
                "/model/name",
                "\"alexnet\"",
                "not allowed; allowed: one of \"lenet5\", \"mobilenet-v3-small\", \"mobilenet-v1\","
                    + " \"resnet18\", \"resnet50\", \"densenet121\", \"squeezenet1_1\", \"vgg11\","
                    + " \"custom\""),
            new JobProblem(
                "/model/clases",
                "10",
                "unknown field; allowed here: name, classes, weights, jar, class"),
            new JobProblem(
                "/dataset/batchSize", "\"64\"", "not allowed; allowed: integer, 1 to 65536"),
            new JobProblem(
                "/dataset/validationFraction", "-0.1", "not allowed; allowed: number, 0 to 0.9"),
            new JobProblem("/training/epochs", "", "missing; wanted: integer, 1 to 100000"),
            new JobProblem(
                "/training/learningRate", "0", "not allowed; allowed: number, above 0 to 100"),
            new JobProblem(
                "/training/optimizer/momentum", "1", "not allowed; allowed: number, 0 to below 1"),
            new JobProblem(
                "/training/optimizer/nesterow",
                "true",
                "unknown field; allowed here: name, momentum, nesterov, weightDecay,"
                    + " beta1, beta2, epsilon"),
            new JobProblem(
                "/convergence",
                "null",
                "not allowed; allowed: object, with everyEpochs, patience, minChange,"
                    + " reduceOnPlateau, targetAccuracy"),
            new JobProblem(
                "/colour",
                "\"red\"",
                "unknown field; allowed here: name, peers, model, dataset, training, aggregation,"
                    + " convergence, timeouts, membership, checkpoint"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/model",
        "/dataset",
        "/training",
        "/training/optimizer",
        "/aggregation",
        "/convergence",
        "/convergence/reduceOnPlateau",
        "/timeouts",
        "/membership",
        "/checkpoint"
      })
  void refusesUnknownFieldsWithTheirPointer(String object) {
    assertThat(problems(with(object + "/extra", "[1]")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(object + "/extra");
              assertThat(problem.value()).isEqualTo("[1]");
              assertThat(problem.message()).startsWith("unknown field; allowed here: ");
            });
  }

  @ParameterizedTest
  @CsvSource({"a/b, /a~1b", "m~n, /m~0n", "'', /", "ключ, /ключ", "~1, /~01"})
  void writesThePointerOfAnOddFieldAsRfc6901Does(String field, String pointer) {
    String document = Documents.minimal().put(field, 7).toString();
    assertThat(problems(document))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.value()).isEqualTo("7");
            });
  }

  @ParameterizedTest
  @MethodSource("requiredFields")
  void saysWhatAMissingFieldShouldBe(SchemaField field) {
    assertThat(problems(without(field.pointer())))
        .containsExactly(
            new JobProblem(
                field.pointer(), "", "missing; wanted: " + AllowedValues.describe(field.schema())));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesNullEverywhere(SchemaField field) {
    assertOnlyProblem(field, "null");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAnotherType(SchemaField field) {
    assertOnlyProblem(field, "[]");
    assertOnlyProblem(field, field.type().equals("string") ? "1" : "\"1\"");
    assertOnlyProblem(field, field.type().equals("boolean") ? "0" : "true");
  }

  private static void assertOnlyProblem(SchemaField field, String value) {
    assertThat(problems(with(field.pointer(), value)))
        .containsExactly(
            new JobProblem(
                field.pointer(),
                value,
                "not allowed; allowed: " + AllowedValues.describe(field.schema())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.5", "1e400", "-1e400", "1e999999999", "99999999999999999999999999"})
  void refusesNumbersThatAreNoIntegers(String value) {
    assertThat(problems(Documents.MINIMAL.replace("\"peers\": 2", "\"peers\": " + value)))
        .singleElement()
        .extracting(JobProblem::pointer, JobProblem::message)
        .containsExactly("/peers", "not allowed; allowed: integer, 1 to 64");
  }

  @Test
  void refusesARateThatIsZeroOnlyAfterRounding() {
    assertThat(problems(Documents.MINIMAL.replace("0.05", "1e-400")))
        .extracting(JobProblem::pointer)
        .containsExactly("/training/learningRate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"-a\"",
        "\"a-\"",
        "\"A\"",
        "\"a_b\"",
        "\"a b\"",
        "\"../a\"",
        "\"a\\n\"",
        "\"é\"",
        "\"abcdefghijklmnopqrstuvwxyz-012345\""
      })
  void refusesNamesThatCannotNameAFolder(String name) {
    assertThat(problems(with("/name", name)))
        .containsExactly(new JobProblem("/name", name, "not allowed; allowed: " + NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data", "http://host/data", "s3://", "s3:///data", " file:/data", ""})
  void refusesPlacesThatAreNeitherFolderNorBucket(String uri) {
    assertThat(problems(with("/dataset/uri", '"' + uri + '"')))
        .extracting(JobProblem::pointer)
        .containsExactly("/dataset/uri");
  }

  @Test
  void shortensWhatItRepeats() {
    String value = problems(with("/name", '"' + "x".repeat(5000) + '"')).get(0).value();
    assertThat(value).hasSizeLessThan(100).startsWith("\"xxx").endsWith("…");
  }

  @Test
  void putsOneProblemOnEachLineOfTheMessage() {
    List<JobProblem> problems = problems("{}");
    assertThat(problems).hasSize(5);
    assertThat(new InvalidJobException(problems).getMessage().lines())
        .hasSize(5)
        .contains("/peers: missing; wanted: integer, 1 to 64");
  }
}
