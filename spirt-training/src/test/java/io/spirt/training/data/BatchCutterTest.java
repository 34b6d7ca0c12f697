package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.safetensors.SafetensorsReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchCutterTest {

  @Property(tries = 200)
  void batchSizesDifferByAtMostOne(
      @ForAll @IntRange(max = 300) int samples, @ForAll @IntRange(min = 1, max = 70) int size) {
    LabelledImages images = new LabelledImages(1, 1, 1, new byte[samples], new byte[samples]);
    BatchCutter cutter = new BatchCutter(images, Partition.inOrder(samples), size);
    int[] sizes = new int[cutter.count()];
    for (int i = 0; i < sizes.length; i++) {
      ByteBuffer object = ByteBuffer.wrap(cutter.batch(i));
      sizes[i] = SafetensorsReader.read("batch", object).get("labels").data().limit() / 4;
    }
    assertThat(Arrays.stream(sizes).sum()).isEqualTo(samples);
    assertThat(sizes).hasSize((samples + size - 1) / size);
    if (samples > 0) {
      int largest = Arrays.stream(sizes).max().getAsInt();
      assertThat(largest).isLessThanOrEqualTo(size);
      assertThat(largest - Arrays.stream(sizes).min().getAsInt()).isLessThanOrEqualTo(1);
    }
  }
}
