package io.spirt.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong between the fields of a compression. A field of another codec than the one that is
 * named would do nothing, and its author thinks that it does: it is refused, unless it has its
 * default.
 */
final class CompressionChecks {
  private static final String POINTER = "/aggregation/compression/";

  private CompressionChecks() {}

  static List<JobProblem> of(CompressionSpec compression) {
    List<JobProblem> problems = new ArrayList<>();
    if (compression.isNone()) {
      addIfSet(problems, "bits", compression.bits(), CompressionSpec.DEFAULT_BITS);
      addIfSet(problems, "bucket", compression.bucket(), CompressionSpec.DEFAULT_BUCKET);
      addIfSet(
          problems,
          "norm",
          '"' + compression.norm() + '"',
          '"' + CompressionSpec.DEFAULT_NORM + '"');
    } else if (compression.bucket() % 8 != 0) {
      problems.add(
          new JobProblem(
              POINTER + "bucket",
              String.valueOf(compression.bucket()),
              "not a multiple of 8; a bucket ends with a whole byte"));
    }
    return problems;
  }

  private static void addIfSet(
      List<JobProblem> problems, String field, Object value, Object unset) {
    if (!value.equals(unset)) {
      problems.add(
          new JobProblem(
              POINTER + field,
              value.toString(),
              "is of qsgd; /aggregation/compression/name is none"));
    }
  }
}
