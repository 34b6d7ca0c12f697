package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are no JSON objects. */
class JobSyntaxTest {
  static Stream<String> brokenTexts() {
    return Stream.of(
        "{",
        "}",
        "{\"name\"}",
        "{\"name\": }",
        "{'name': 1}",
        "{\"peers\": NaN}",
        "{\"peers\": 01}",
        "{\"peers\": 1,}",
        "// a comment\n{}",
        "nonsense",
        "\u0000",
        "{\"name\": \"\u0001\"}",
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        Documents.MINIMAL + "x",
        Documents.MINIMAL + Documents.MINIMAL,
        "{\"peers\": " + "9".repeat(5_000) + "}");
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void refusesWhatIsNotOneJsonDocument(String text) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEmpty();
              assertThat(problem.message()).startsWith("not valid JSON");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void refusesAnEmptyDocument(String text) {
    assertThat(problems(text))
        .containsExactly(new JobProblem("", "", "the document is empty; a job is a JSON object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "\"job\"", "[]", "true"})
  void refusesWhatIsNotAnObject(String text) {
    assertThat(problems(text))
        .containsExactly(
            new JobProblem(
                "",
                text,
                "not allowed; allowed: object, with name, peers, model, dataset, training,"
                    + " aggregation, convergence, timeouts, membership, checkpoint"));
  }

  @Test
  void refusesAFieldThatIsThereTwice() {
    String text = Documents.MINIMAL.replace("\"peers\": 2", "\"peers\": 2, \"peers\": 3");
    assertThat(problems(text))
        .singleElement()
        .extracting(JobProblem::message)
        .asString()
        .startsWith("not valid JSON at line 3, column ")
        .contains("'peers'");
  }

  @Test
  void refusesANestedDocumentOfGarbage() {
    String deep = "{\"a\":[".repeat(200) + "1" + "]}".repeat(200);
    assertThat(problems(Documents.with("/model", deep)))
        .extracting(JobProblem::pointer)
        .containsExactlyInAnyOrder("/model/name", "/model/a");
  }

  /** One character changed, somewhere: a job or a refusal with problems, and nothing else. */
  @Property(tries = 2000)
  void neverFailsInAnotherWay(@ForAll long seed, @ForAll char character) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(Documents.MINIMAL);
    text.setCharAt(random.nextInt(text.length()), character);
    try {
      JobReader.read(text.toString());
    } catch (InvalidJobException refusal) {
      assertThat(refusal.problems()).isNotEmpty().doesNotHaveDuplicates();
    }
  }
}
