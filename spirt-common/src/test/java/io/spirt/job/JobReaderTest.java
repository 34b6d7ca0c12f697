package io.spirt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobReaderTest {
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void fillsInEveryDefault() {
    Job job = JobReader.read(Documents.MINIMAL);
    assertThat(job)
        .isEqualTo(
            new Job(
                "minimal",
                2,
                new ModelSpec("lenet5", 10),
                new DatasetSpec("digits", null, 64, 0.1, null),
                new TrainingSpec(
                    3,
                    1,
                    new OptimizerSpec("sgd", 0, false, 0, 0.9, 0.999, 1e-8),
                    0.05,
                    "cross-entropy",
                    0),
                AggregationSpec.of("mean"),
                new ConvergenceSpec(10, 5, 0.0001, null, null),
                new TimeoutSpec(300, 60, 300, 1000, 3),
                new MembershipSpec("unanimous", 3),
                new CheckpointSpec(10)));
  }

  @Test
  void fillsInTheDefaultsOfAnObjectThatIsNotThereByDefault() {
    Job job = JobReader.read(Documents.with("/convergence/reduceOnPlateau", "{}"));
    assertThat(job.convergence().reduceOnPlateau()).isEqualTo(new PlateauSpec(0.1, 2, 0));
  }

  @Test
  void doesNotShareDefaultsBetweenJobs() {
    JobReader.read(Documents.with("/training/optimizer/momentum", "0.5"));
    assertThat(JobReader.read(Documents.MINIMAL).training().optimizer().momentum()).isZero();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsTheExamples(Path example) throws IOException {
    Job job = JobReader.read(Files.readString(example));
    assertThat(example).hasFileName(job.name() + ".json");
  }

  @ParameterizedTest
  @CsvSource({"/peers, 4.0", "/peers, 0.4e1", "/peers, 4E0"})
  void takesAWholeNumberHoweverItIsWritten(String pointer, String value) {
    assertThat(JobReader.read(Documents.with(pointer, value)).peers()).isEqualTo(4);
  }

  @Test
  void keepsTheLargestSeed() {
    Job job = JobReader.read(Documents.with("/training/seed", "9007199254740991"));
    assertThat(job.training().seed()).isEqualTo(9007199254740991L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "a-b", "a--b", "abcdefghijklmnopqrstuvwxyz-01234"})
  void acceptsANameThatFitsEverywhere(String name) {
    assertThat(JobReader.read(Documents.with("/name", '"' + name + '"')).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/data", "file:///data/mnist", "s3://bucket", "s3://bucket/a/b"})
  void acceptsAFolderOrABucket(String uri) {
    Job job = JobReader.read(Documents.with("/dataset/uri", '"' + uri + '"'));
    assertThat(job.dataset().uri()).isEqualTo(uri);
  }

  @Test
  void readsANetworkOfTheUsers() {
    Job job = JobReader.read(ModelChecksTest.CUSTOM);
    assertThat(job.model())
        .isEqualTo(new ModelSpec("custom", 10, null, "s3://bucket/net.jar", "com.example.MyNet"));
  }

  @Test
  void pathsOfTheModelsFilesStartFromTheJobsFolder() {
    String document = Documents.with(ModelChecksTest.CUSTOM, "/model/jar", "\"build/net.jar\"");
    document = Documents.with(document, "/model/weights", "\"../w with space\"");
    ModelSpec model = JobReader.read(document, Path.of("/jobs/mine")).model();
    assertThat(model.jar()).isEqualTo("file:///jobs/mine/build/net.jar");
    assertThat(model.weights()).isEqualTo("file:///jobs/w%20with%20space");
    assertThat(JobReader.read(ModelChecksTest.CUSTOM, Path.of("/jobs")).model().jar())
        .isEqualTo("s3://bucket/net.jar");
  }

  @Test
  void aJobThatNamesNoFilesIsTheSameEverywhere() {
    assertThat(JobReader.read(Documents.MINIMAL, Path.of("/jobs")))
        .isEqualTo(JobReader.read(Documents.MINIMAL));
  }
}
