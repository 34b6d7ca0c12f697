package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/job.md} to the schema. After a change of the schema, renew its tables and read
 * the difference:
 *
 * <pre>
 * mvn -pl spirt-common -am test -Dtest=JobDocumentationTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dspirt.docs=renew
 * </pre>
 */
class JobDocumentationTest {
  private static final Path FILE = Path.of("..", "docs", "job.md");
  private static final Pattern TABLE =
      Pattern.compile(
          "<!-- fields of (\\S+), generated from the schema -->\n(.*?)<!-- end of fields -->\n",
          Pattern.DOTALL);
  private static final Pattern JOB = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REFUSED =
      Pattern.compile("```json refused\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);

  @Test
  void listsEveryFieldWithItsRangeAndDefault() throws IOException {
    String page = Files.readString(FILE);
    String expected =
        TABLE.matcher(page).replaceAll(match -> Matcher.quoteReplacement(filled(match)));
    if (System.getProperty("spirt.docs", "").equals("renew")) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE)).isEqualTo(expected);
  }

  private static String filled(MatchResult table) {
    return "<!-- fields of "
        + table.group(1)
        + ", generated from the schema -->\n"
        + FieldTable.of(table.group(1))
        + "<!-- end of fields -->\n";
  }

  @Test
  void hasATableForEveryObjectAndNoOther() throws IOException {
    List<String> tables =
        TABLE.matcher(Files.readString(FILE)).results().map(match -> match.group(1)).toList();
    assertThat(tables).containsExactlyElementsOf(FieldTable.objects());
  }

  @Test
  void hasNoFieldOutsideOfTheTables() throws IOException {
    String prose = TABLE.matcher(Files.readString(FILE)).replaceAll("");
    assertThat(prose.lines()).noneMatch(line -> line.startsWith("| `/"));
  }

  @Test
  void itsJobsAreValid() throws IOException {
    List<Job> jobs =
        JOB.matcher(Files.readString(FILE))
            .results()
            .map(match -> JobReader.read(match.group(1)))
            .toList();
    assertThat(jobs).hasSizeGreaterThanOrEqualTo(2);
  }

  /** In one job or another: some fields exclude each other. */
  @Test
  void itsJobsShowEveryField() throws IOException {
    List<String> jobs =
        JOB.matcher(Files.readString(FILE)).results().map(match -> match.group(1)).toList();
    assertThat(SchemaField.all())
        .allSatisfy(
            field ->
                assertThat(jobs)
                    .anyMatch(text -> !Documents.parse(text).at(field.pointer()).isMissingNode()));
  }

  @Test
  void itsMinimalJobHasNothingThatCouldBeLeftOut() throws IOException {
    assertThat(JOB.matcher(Files.readString(FILE)).results().map(match -> match.group(1)))
        .anySatisfy(
            text ->
                assertThat(SchemaField.all())
                    .allMatch(
                        field ->
                            field.required()
                                != Documents.parse(text).at(field.pointer()).isMissingNode()));
  }

  @Test
  void showsWhatIsSaidAboutAnInvalidJob() throws IOException {
    List<MatchResult> refusals = REFUSED.matcher(Files.readString(FILE)).results().toList();
    assertThat(refusals).isNotEmpty();
    for (MatchResult refusal : refusals) {
      assertThat(problems(refusal.group(1)))
          .extracting(JobProblem::toString)
          .containsExactlyElementsOf(refusal.group(2).lines().toList());
    }
  }
}
