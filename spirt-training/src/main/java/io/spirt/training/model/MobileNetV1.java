package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet (Howard et al. 2017, table 1): 3,217,226 params with 10 classes. Takes three channels.
 *
 * <p>torchvision has no such network; names, constants and start are those of its MobileNetV2:
 * {@code features.0} is the first convolution, {@code features.i.conv.0} and {@code
 * features.i.conv.1} are the depthwise and the pointwise half of a separable one.
 */
final class MobileNetV1 {
  private static final int STEM = 32;

  private static final List<Separable> TABLE =
      List.of(
          new Separable(64, 1),
          new Separable(128, 2),
          new Separable(128, 1),
          new Separable(256, 2),
          new Separable(256, 1),
          new Separable(512, 2),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(512, 1),
          new Separable(1024, 2),
          new Separable(1024, 1));

  private MobileNetV1() {}

  /** A depthwise convolution with a stride and a pointwise one to {@code out} channels. */
  private record Separable(int out, int stride) {}

  static Layer create(Shape image, int classes) {
    List<Layer> layers =
        new ArrayList<>(
            convolve("features.0", new Convolution.Geometry((int) image.get(0), STEM, 3, 2, 1, 1)));
    int channels = STEM;
    for (int i = 0; i < TABLE.size(); i++) {
      Separable row = TABLE.get(i);
      String name = "features." + (i + 1) + ".conv.";
      layers.addAll(
          convolve(
              name + 0,
              new Convolution.Geometry(channels, channels, 3, row.stride(), 1, channels)));
      layers.addAll(convolve(name + 1, new Convolution.Geometry(channels, row.out(), 1, 1, 0, 1)));
      channels = row.out();
    }
    layers.add(new GlobalAverage());
    layers.add(FullyConnected.withNormal("classifier", channels, classes, 0.01));
    return new Chain(layers);
  }

  /** Convolution without bias, BatchNorm, ReLU. */
  private static List<Layer> convolve(String name, Convolution.Geometry geometry) {
    return List.of(
        Convolution.withKaiming(name + ".0", geometry, false),
        BatchNormalisation.withTorchDefault(name + ".1", geometry.out()),
        Activation.relu());
  }
}
