package io.spirt.functions;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A few validation samples, others in each round, the same for all peers. */
final class ValidationSamples {
  private final RunObjects objects;
  private final DatasetManifest data;

  ValidationSamples(RunObjects objects, DatasetManifest data) {
    this.objects = objects;
    this.data = data;
  }

  /**
   * Draws samples.
   *
   * @param samples how many, at least 1; all if there are fewer
   * @return batch objects
   */
  List<byte[]> draw(int samples, long seed, int round) {
    int count = data.count(Split.VALIDATION);
    if (count == 0) {
      throw new PermanentException("no validation data: /dataset/validationFraction is 0");
    }
    SplittableRandom random = new SplittableRandom(seed * 31 + round);
    int first = random.nextInt(count);
    List<byte[]> drawn = new ArrayList<>();
    int left = samples;
    for (int i = 0; i < count && left > 0; i++) {
      String key = data.key(Split.VALIDATION, (first + i) % count);
      List<Tensor> batch =
          List.copyOf(
              SafetensorsReader.read(
                      key,
                      ByteBuffer.wrap(objects.batch(data, Split.VALIDATION, (first + i) % count)))
                  .values());
      int size = Math.toIntExact(batch.get(0).shape().get(0));
      int taken = Math.min(left, size);
      drawn.add(rows(batch, random.nextInt(size - taken + 1), taken));
      left -= taken;
    }
    return drawn;
  }

  private static byte[] rows(List<Tensor> batch, int from, int count) {
    return SafetensorsWriter.toBytes(
        batch.stream().map(tensor -> rows(tensor, from, count)).toList());
  }

  private static Tensor rows(Tensor tensor, int from, int count) {
    int row = tensor.data().remaining() / Math.toIntExact(tensor.shape().get(0));
    List<Long> shape = new ArrayList<>(tensor.shape());
    shape.set(0, (long) count);
    ByteBuffer data = tensor.data().slice(tensor.data().position() + from * row, count * row);
    return new Tensor(tensor.name(), tensor.dtype(), shape, data);
  }
}
