package io.spirt.aws;

import io.spirt.job.ModelSpec;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.InvalidSafetensorsException;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.TensorDigest;
import java.nio.ByteBuffer;
import java.util.List;

/** Whether a model's file holds the params that the peers agreed on. */
final class ModelDigest {
  private ModelDigest() {}

  /**
   * Checks that the file is whole and, for a network whose running statistics are known by name,
   * that its params have the digest.
   *
   * @param paramsDigest SHA-256 of all params in a row, see {@link TensorDigest}
   * @throws InvalidSafetensorsException if it is not so
   */
  static void check(ByteBuffer file, String paramsDigest, ModelSpec model) {
    List<Tensor> params =
        SafetensorsReader.read("model.safetensors", file).values().stream()
            .filter(tensor -> tensor.dtype() == Dtype.F32 && !isStatistic(tensor.name()))
            .toList();
    if (model.bringsItsClass()) {
      return;
    }
    int size = params.stream().mapToInt(tensor -> tensor.data().remaining()).sum();
    ByteBuffer row = ByteBuffer.allocate(size);
    params.forEach(tensor -> row.put(tensor.data().duplicate()));
    String digest = TensorDigest.of(row.flip());
    if (!digest.equals(paramsDigest)) {
      throw new InvalidSafetensorsException(
          "model.safetensors",
          "its params have the digest " + digest + ", the run ended with " + paramsDigest);
    }
  }

  private static boolean isStatistic(String name) {
    return name.endsWith(".running_mean") || name.endsWith(".running_var");
  }
}
