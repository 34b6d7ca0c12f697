package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network forbids its files and images. */
class ModelChecksTest {
  /** A job with a network of the user's. */
  static final String CUSTOM =
      with(
          "/model",
          """
          {"name": "custom", "jar": "s3://bucket/net.jar", "class": "com.example.MyNet"}
          """);

  @Test
  void aNetworkOfOnesOwnNeedsItsJarAndItsClass() {
    assertThat(problems(with("/model/name", "\"custom\"")))
        .containsExactly(
            new JobProblem(
                "/model/jar", "", "missing; the model custom needs the jar that holds its class"),
            new JobProblem(
                "/model/class",
                "",
                "missing; the model custom needs its class, such as com.example.MyNet"));
  }

  @Test
  void noOtherNetworkHasAJarOrAClass() {
    String only = "only the model custom has one; leave it out or set /model/name to \"custom\"";
    assertThat(problems(with(CUSTOM, "/model/name", "\"lenet5\"")))
        .containsExactly(
            new JobProblem("/model/jar", "\"s3://bucket/net.jar\"", only),
            new JobProblem("/model/class", "\"com.example.MyNet\"", only));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/net.pt", "net.PTH", "s3://bucket/net.torchscript"})
  void refusesFilesOfTorchWithTheReason(String file) {
    assertThat(problems(with("/model/weights", '"' + file + '"')))
        .containsExactly(
            new JobProblem(
                "/model/weights",
                '"' + file + '"',
                "TorchScript and pickled files are not taken: of a script DJL shows the params but"
                    + " not the running statistics, which could then not be averaged, and a pickle"
                    + " may run any code; save the state dict as safetensors for /model/weights,"
                    + " and write the network as a DJL block if SPIRT does not have it"
                    + " (/model/name \"custom\")"));
    assertThat(problems(with(CUSTOM, "/model/jar", "\"net.pt\"")))
        .extracting(JobProblem::pointer)
        .containsExactly("/model/jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"w.safetensors", "/a/b", "../w", "file:/a", "file:///a/b", "s3://bucket/a/w"})
  void takesPathsAndPlaces(String place) {
    Job job = JobReader.read(with("/model/weights", '"' + place + '"'));
    assertThat(job.model().weights()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://host/w", "s3://bucket", "s3:///w", "file:", "a:b", "w\\n"})
  void refusesOtherPlaces(String place) {
    assertThat(problems(with("/model/weights", '"' + place + '"')))
        .extracting(JobProblem::pointer)
        .containsExactly("/model/weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my net", "com..Net", "com.9Net", "com/example/Net", ".Net", "Net."})
  void refusesWhatIsNoNameOfAClass(String name) {
    assertThat(problems(with(CUSTOM, "/model/class", '"' + name + '"')))
        .extracting(JobProblem::pointer)
        .containsExactly("/model/class");
  }

  @Test
  void saysWhenANetworkNeedsLargerImages() {
    Job job = JobReader.read(Documents.MINIMAL);
    assertThat(ModelChecks.of(job.with(new ModelSpec("vgg11", 10))))
        .containsExactly(
            new JobProblem(
                "/model/name",
                "\"vgg11\"",
                "needs images of at least 32 x 32, and those of digits are 28 x 28: set"
                    + " /dataset/resize to 32 or more"));
    Job resized = JobReader.read(with("/dataset/resize", "32"));
    assertThat(ModelChecks.of(resized.with(new ModelSpec("vgg11", 10)))).isEmpty();
    Job colour = JobReader.read(with("/dataset/name", "\"cifar10\""));
    assertThat(ModelChecks.of(colour.with(new ModelSpec("vgg11", 10)))).isEmpty();
  }

  @Test
  void saysWhenImagesAreMadeTooSmall() {
    assertThat(problems(with("/dataset/resize", "11")))
        .containsExactly(
            new JobProblem(
                "/dataset/resize", "11", "too small: lenet5 needs images of at least 12 x 12"));
    assertThat(JobReader.read(with("/dataset/resize", "12")).dataset().resize()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"digits, 28", "mnist, 28", "cifar10, 32"})
  void knowsTheDatasetsImages(String dataset, int side) {
    assertThat(ModelImages.side(dataset)).hasValue(side);
  }
}
