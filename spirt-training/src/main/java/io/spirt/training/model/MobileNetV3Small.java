package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV3-small (Howard et al. 2019, table 2) with torchvision's structure and names: 2,542,856
 * params with 1000 classes. Takes three channels.
 */
final class MobileNetV3Small {
  private static final int HIDDEN = 1024;
  private static final double DROPOUT = 0.2;

  private static final List<InvertedResidual.Row> TABLE =
      List.of(
          new InvertedResidual.Row(16, 3, 16, 16, true, false, 2),
          new InvertedResidual.Row(16, 3, 72, 24, false, false, 2),
          new InvertedResidual.Row(24, 3, 88, 24, false, false, 1),
          new InvertedResidual.Row(24, 5, 96, 40, true, true, 2),
          new InvertedResidual.Row(40, 5, 240, 40, true, true, 1),
          new InvertedResidual.Row(40, 5, 240, 40, true, true, 1),
          new InvertedResidual.Row(40, 5, 120, 48, true, true, 1),
          new InvertedResidual.Row(48, 5, 144, 48, true, true, 1),
          new InvertedResidual.Row(48, 5, 288, 96, true, true, 2),
          new InvertedResidual.Row(96, 5, 576, 96, true, true, 1),
          new InvertedResidual.Row(96, 5, 576, 96, true, true, 1));

  private MobileNetV3Small() {}

  static Layer create(Shape image, int classes) {
    int first = TABLE.get(0).in();
    int last = TABLE.get(TABLE.size() - 1).out();
    List<Layer> layers =
        new ArrayList<>(
            Channels.convolve(
                "features.0",
                new Convolution.Geometry((int) image.get(0), first, 3, 2, 1, 1),
                Activation.hardSwish()));
    for (int i = 0; i < TABLE.size(); i++) {
      layers.add(new InvertedResidual("features." + (i + 1), TABLE.get(i)));
    }
    layers.addAll(
        Channels.convolve(
            "features." + (TABLE.size() + 1),
            new Convolution.Geometry(last, 6 * last, 1, 1, 0, 1),
            Activation.hardSwish()));
    layers.add(new GlobalAverage());
    layers.addAll(classifier(6 * last, classes));
    return new Chain(layers);
  }

  private static List<Layer> classifier(int features, int classes) {
    return List.of(
        FullyConnected.withNormal("classifier.0", features, HIDDEN, 0.01),
        Activation.hardSwish(),
        new Dropout("classifier.2", DROPOUT),
        FullyConnected.withNormal("classifier.3", HIDDEN, classes, 0.01));
  }
}
