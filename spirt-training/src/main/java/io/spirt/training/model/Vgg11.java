package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG-11 (Simonyan, Zisserman 2015, table 1, column A) with torchvision's structure and names, no
 * BatchNorm: 132,863,336 params with 1000 classes. Takes three channels.
 */
final class Vgg11 {
  /** Channels of the convolutions between two poolings. */
  private static final List<List<Integer>> STAGES =
      List.of(List.of(64), List.of(128), List.of(256, 256), List.of(512, 512), List.of(512, 512));

  private static final int GRID = 7;
  private static final int HIDDEN = 4096;
  private static final double STD = 0.01;
  private static final double DROPOUT = 0.5;

  private Vgg11() {}

  static Layer create(Shape image, int classes) {
    List<Layer> layers = new ArrayList<>();
    int channels = (int) image.get(0);
    for (List<Integer> stage : STAGES) {
      for (int width : stage) {
        layers.add(
            Convolution.withKaiming(
                "features." + layers.size(),
                new Convolution.Geometry(channels, width, 3, 1, 1, 1),
                true));
        layers.add(Activation.relu());
        channels = width;
      }
      layers.add(MaxPooling.halving());
    }
    layers.add(new AdaptiveAverage(GRID));
    layers.add(new Flattening());
    layers.addAll(classifier(channels * GRID * GRID, classes));
    return new Chain(layers);
  }

  private static List<Layer> classifier(int features, int classes) {
    return List.of(
        FullyConnected.withNormal("classifier.0", features, HIDDEN, STD),
        Activation.relu(),
        new Dropout("classifier.2", DROPOUT),
        FullyConnected.withNormal("classifier.3", HIDDEN, HIDDEN, STD),
        Activation.relu(),
        new Dropout("classifier.5", DROPOUT),
        FullyConnected.withNormal("classifier.6", HIDDEN, classes, STD));
  }
}
