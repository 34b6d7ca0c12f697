package io.spirt.training.model;

import java.util.ArrayList;
import java.util.List;

/** What MobileNetV3's parts share. */
final class Channels {
  private Channels() {}

  /** Convolution without bias, BatchNorm, activation: {@code name.0}, {@code name.1}. */
  static List<Layer> convolve(String name, Convolution.Geometry geometry, Layer activation) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Convolution.withKaiming(name + ".0", geometry, false));
    layers.add(BatchNormalisation.withMobileNetV3(name + ".1", geometry.out()));
    if (activation != null) {
      layers.add(activation);
    }
    return layers;
  }

  /** The nearest multiple of 8, at least 8 and at least nine tenths of {@code channels}. */
  static int divisibleByEight(int channels) {
    int rounded = Math.max(8, (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
