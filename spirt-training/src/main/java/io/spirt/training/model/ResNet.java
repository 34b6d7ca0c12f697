package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (He et al. 2016, table 1) with torchvision's structure and names: 11,689,512
 * params with 18 layers and 1000 classes, 25,557,032 with 50. They take three channels.
 */
final class ResNet {
  private static final int STEM = 64;

  private ResNet() {}

  /** Makes a block. */
  @FunctionalInterface
  private interface BlockMaker {
    ResidualBlock make(String name, int in, int width, int stride);
  }

  /** ResNet-18: stages of two basic blocks. */
  static Layer create18(Shape image, int classes) {
    return create((int) image.get(0), classes, List.of(2, 2, 2, 2), ResidualBlock::basic, 1);
  }

  /** ResNet-50: stages of three to six bottlenecks. */
  static Layer create50(Shape image, int classes) {
    return create(
        (int) image.get(0),
        classes,
        List.of(3, 4, 6, 3),
        ResidualBlock::bottleneck,
        ResidualBlock.EXPANSION);
  }

  private static Layer create(
      int channels, int classes, List<Integer> stages, BlockMaker maker, int expansion) {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        Convolution.withKaiming(
            "conv1", new Convolution.Geometry(channels, STEM, 7, 2, 3, 1), false));
    layers.add(BatchNormalisation.withTorchDefault("bn1", STEM));
    layers.add(Activation.relu());
    layers.add(MaxPooling.overlappingPadded());
    int in = STEM;
    int width = STEM;
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int block = 0; block < stages.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        layers.add(maker.make("layer" + (stage + 1) + "." + block, in, width, stride));
        in = width * expansion;
      }
      width *= 2;
    }
    layers.add(new GlobalAverage());
    layers.add(FullyConnected.withTorchDefault("fc", in, classes));
    return new Chain(layers);
  }
}
