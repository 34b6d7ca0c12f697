package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * DenseNet-121 (Huang et al. 2017, table 1) with torchvision's structure and names: 7,978,856
 * params with 1000 classes. Takes three channels.
 */
final class DenseNet121 {
  private static final List<Integer> BLOCKS = List.of(6, 12, 24, 16);
  private static final int STEM = 64;

  private DenseNet121() {}

  static Layer create(Shape image, int classes) {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        Convolution.withKaimingFanIn(
            "features.conv0", new Convolution.Geometry((int) image.get(0), STEM, 7, 2, 3, 1)));
    layers.add(BatchNormalisation.withTorchDefault("features.norm0", STEM));
    layers.add(Activation.relu());
    layers.add(MaxPooling.overlappingPadded());
    int channels = STEM;
    for (int block = 1; block <= BLOCKS.size(); block++) {
      for (int i = 1; i <= BLOCKS.get(block - 1); i++) {
        String name = "features.denseblock" + block + ".denselayer" + i;
        layers.add(new DenseLayer(name, channels));
        channels += DenseLayer.GROWTH;
      }
      if (block < BLOCKS.size()) {
        layers.addAll(transition("features.transition" + block, channels));
        channels /= 2;
      }
    }
    layers.add(BatchNormalisation.withTorchDefault("features.norm5", channels));
    layers.add(Activation.relu());
    layers.add(new GlobalAverage());
    layers.add(FullyConnected.withoutInitialBias("classifier", channels, classes));
    return new Chain(layers);
  }

  /** Halves the channels and both sides between two blocks. */
  private static List<Layer> transition(String name, int channels) {
    return List.of(
        BatchNormalisation.withTorchDefault(name + ".norm", channels),
        Activation.relu(),
        Convolution.withKaimingFanIn(
            name + ".conv", new Convolution.Geometry(channels, channels / 2, 1, 1, 0, 1)),
        new AveragePooling());
  }
}
