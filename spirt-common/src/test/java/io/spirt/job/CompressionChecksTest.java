package io.spirt.job;

import static io.spirt.job.Documents.problems;
import static io.spirt.job.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.compression.BucketNorm;
import io.spirt.compression.NoCompression;
import io.spirt.compression.Qsgd;
import org.junit.jupiter.api.Test;

class CompressionChecksTest {
  private static final String FIELD = "/aggregation/compression";

  @Test
  void averagesTravelAsTheyAreUnlessTheJobSaysOtherwise() {
    CompressionSpec none = JobReader.read(Documents.MINIMAL).aggregation().compression();
    assertThat(none).isEqualTo(CompressionSpec.NONE);
    assertThat(none.codec()).isEqualTo(new NoCompression());
  }

  @Test
  void qsgdHasEightBitsAndBucketsOf512() {
    Job job = JobReader.read(with(FIELD, "{\"name\": \"qsgd\"}"));
    assertThat(job.aggregation().compression()).isEqualTo(CompressionSpec.qsgd(8));
    assertThat(job.aggregation().compression().codec()).isEqualTo(new Qsgd(8, 512, BucketNorm.MAX));
    assertThat(JobReader.read(JobReader.write(job))).isEqualTo(job);
  }

  @Test
  void takesQsgdsSettings() {
    String settings = "{\"name\": \"qsgd\", \"bits\": 4, \"bucket\": 128, \"norm\": \"euclidean\"}";
    assertThat(JobReader.read(with(FIELD, settings)).aggregation().compression().codec())
        .isEqualTo(new Qsgd(4, 128, BucketNorm.EUCLIDEAN));
  }

  @Test
  void aBucketEndsWithAByte() {
    assertThat(problems(with(FIELD, "{\"name\": \"qsgd\", \"bucket\": 100}")))
        .containsExactly(
            new JobProblem(
                FIELD + "/bucket", "100", "not a multiple of 8; a bucket ends with a whole byte"));
  }

  @Test
  void settingsWithoutTheirCodecAreRefused() {
    String reason = "is of qsgd; /aggregation/compression/name is none";
    assertThat(problems(with(FIELD, "{\"bits\": 4, \"bucket\": 64, \"norm\": \"euclidean\"}")))
        .containsExactly(
            new JobProblem(FIELD + "/bits", "4", reason),
            new JobProblem(FIELD + "/bucket", "64", reason),
            new JobProblem(FIELD + "/norm", "\"euclidean\"", reason));
    Job spelledOut =
        JobReader.read(with(FIELD, "{\"bits\": 8, \"bucket\": 512, \"norm\": \"max\"}"));
    assertThat(spelledOut.aggregation().compression()).isEqualTo(CompressionSpec.NONE);
  }
}
