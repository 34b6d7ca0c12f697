package io.spirt.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.InvalidDatasetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest extends StoredRuns {
  private static final List<String> MNIST =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private long millis;

  private Uploads uploads() {
    return new Uploads(
        s3(),
        stack.bucket(),
        () -> Instant.ofEpochMilli(millis),
        Duration.ofSeconds(1),
        line -> said.add(line));
  }

  private static Upload upload(String key, String text) {
    return Upload.of(key, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private String object(String key) {
    return s3().getObjectAsBytes(r -> r.bucket(stack.bucket()).key(key)).asUtf8String();
  }

  @Test
  void sendsWhatIsNotThere() {
    uploads().put("words", List.of(upload("a", "one"), upload("b", "three")));
    assertThat(object("a")).isEqualTo("one");
    assertThat(object("b")).isEqualTo("three");
    assertThat(said).containsExactly("uploaded words: 2 files, 0.0 MB in 0 s");
  }

  @Test
  void sendsTheSameBytesOnce() {
    uploads().put("words", List.of(upload("a", "one")));
    said.clear();
    uploads().put("words", List.of(upload("a", "one")));
    assertThat(said).containsExactly("words is in the bucket already");
  }

  /** Same key and size: only the checksum that S3 keeps tells them apart. */
  @Test
  void sendsOtherBytesOfTheSameSize() {
    uploads().put("words", List.of(upload("a", "one")));
    uploads().put("words", List.of(upload("a", "two")));
    assertThat(object("a")).isEqualTo("two");
  }

  /** Something else put the object there, without a checksum of that kind. */
  @Test
  void sendsWhatHasNoChecksum() {
    objects.putJob("x", SampleRun.job());
    uploads().put("words", List.of(upload("runs/x/job.json", "one")));
    assertThat(object("runs/x/job.json")).isEqualTo("one");
  }

  @Test
  void tellsRateAndTimeLeft() {
    UploadProgress progress =
        new UploadProgress(
            "mnist", 50_000_000, () -> Instant.ofEpochMilli(millis), 1000, line -> said.add(line));
    millis = 500;
    progress.at(5_000_000);
    millis = 2_000;
    progress.at(10_000_000);
    assertThat(said).containsExactly("uploading mnist: 10.0 of 50.0 MB, 5.0 MB/s, 8 s left");
  }

  private JobFiles files(Optional<Path> data) {
    return new JobFiles(uploads(), stack.bucket(), DataLocation.of(data, Map.of()));
  }

  private Job job(String dataset, String weights) {
    return JobReader.read(
        """
        {"name": "up", "peers": 1, "model": {"name": "lenet5"%s},
         "dataset": %s, "training": {"epochs": 1, "learningRate": 0.1}}
        """
            .formatted(weights, dataset));
  }

  @Test
  void generatedDataAreNotSent() {
    Job job = job("{\"name\": \"digits\"}", "");
    assertThat(files(Optional.empty()).inBucket(job)).isEqualTo(job);
    assertThat(said).isEmpty();
  }

  @Test
  void sendsTheDatasetsFilesAndNoOthers() throws IOException {
    Files.createDirectories(folder.resolve("mnist"));
    for (String name : MNIST) {
      Files.writeString(folder.resolve("mnist").resolve(name), name);
    }
    Files.writeString(folder.resolve("mnist/private.txt"), "not for S3");
    Job job = job("{\"name\": \"mnist\"}", "");
    Job there = files(Optional.of(folder)).inBucket(job);
    assertThat(there.dataset().uri())
        .matches("s3://" + stack.bucket() + "/data/mnist-[0-9a-f]{16}");
    String key = there.dataset().uri().substring(("s3://" + stack.bucket() + "/").length());
    assertThat(s3().listObjectsV2(r -> r.bucket(stack.bucket())).contents())
        .extracting(object -> object.key())
        .containsExactlyInAnyOrderElementsOf(MNIST.stream().map(n -> key + "/" + n).toList());
    said.clear();
    assertThat(files(Optional.of(folder)).inBucket(job)).isEqualTo(there);
    assertThat(said).containsExactly("mnist is in the bucket already");
  }

  @Test
  void dataThatAreInAnotherBucketStayThere() {
    Job job = job("{\"name\": \"mnist\", \"uri\": \"s3://others/mnist\"}", "");
    assertThat(files(Optional.empty()).inBucket(job)).isEqualTo(job);
  }

  @Test
  void saysWhichFilesAreMissing() {
    Job job = job("{\"name\": \"mnist\"}", "");
    Assertions.assertThatThrownBy(() -> files(Optional.of(folder)).inBucket(job))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining("train-images-idx3-ubyte");
  }

  @Test
  void weightsLieUnderTheirDigest() throws IOException {
    Path weights = folder.resolve("my.safetensors");
    Files.writeString(weights, "weights");
    Job job = job("{\"name\": \"digits\"}", ", \"weights\": \"%s\"".formatted(weights.toUri()));
    Job there = files(Optional.empty()).inBucket(job);
    String digest = Upload.hex(ByteBuffer.wrap("weights".getBytes(UTF_8)));
    assertThat(there.model().weights())
        .isEqualTo("s3://%s/models/%s/model.safetensors".formatted(stack.bucket(), digest));
    assertThat(object("models/" + digest + "/model.safetensors")).isEqualTo("weights");
  }
}
