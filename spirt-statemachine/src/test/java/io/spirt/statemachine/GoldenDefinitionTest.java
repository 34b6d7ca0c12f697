package io.spirt.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Job;
import io.spirt.job.TimeoutSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares generated definitions with those in {@code src/test/resources/golden}. After an intended
 * change, renew them and read the difference:
 *
 * <pre>
 * mvn -pl spirt-statemachine -am test -Dtest=GoldenDefinitionTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dspirt.golden=renew
 * </pre>
 */
class GoldenDefinitionTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  static Stream<Arguments> jobs() {
    TimeoutSpec slow = new TimeoutSpec(600, 120, 300, 1000, 5);
    // 47 batches of an epoch in 4 rounds: three rounds of 12 and one of 11.
    Job cut = TestJobs.job("cut-in-four", 4, slow);
    return Stream.of(
        Arguments.of("parallel-3-batches", TestJobs.job(), 3),
        Arguments.of("four-rounds-per-epoch-11-batches", cut, 11),
        Arguments.of("four-rounds-per-epoch-12-batches", cut, 12),
        Arguments.of("map-2000-batches", TestJobs.job("large", 1, slow), 2000));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void isAsCommitted(String name, Job job, int batches) throws IOException {
    check(name, RoundDefinition.generate(job, batches, TestJobs.ARNS).pretty());
  }

  @Test
  void entryIsAsCommitted() throws IOException {
    check("entry", EntryDefinition.generate(TestJobs.ARNS).pretty());
  }

  @Test
  void submissionIsAsCommitted() throws IOException {
    check("submission", TestJobs.submission().pretty());
  }

  private static void check(String name, String generated) throws IOException {
    Path file = GOLDEN.resolve(name + ".asl.json");
    if (System.getProperty("spirt.golden", "").equals("renew")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, generated);
    }
    assertThat(generated).isEqualTo(Files.readString(file));
  }
}
