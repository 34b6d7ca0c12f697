package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * LeNet-5 (LeCun et al. 1998) with ReLU and max pooling. Images below 32 × 32 are padded by 2, so
 * that MNIST's 28 × 28 yields the paper's sizes. Takes one or three channels.
 */
final class LeNet5 {
  private static final int PAPER_SIDE = 32;

  private LeNet5() {}

  static Layer create(Shape image, int classes) {
    int padding = Math.min(image.get(1), image.get(2)) < PAPER_SIDE ? 2 : 0;
    Chain features =
        new Chain(
            List.of(
                convolution("conv1", (int) image.get(0), 6, padding),
                Activation.relu(),
                MaxPooling.halving(),
                convolution("conv2", 6, 16, 0),
                Activation.relu(),
                MaxPooling.halving(),
                new Flattening()));
    long size = features.outputShape(new Shape(1).addAll(image)).get(1);
    return new Chain(
        List.of(
            features,
            FullyConnected.withTorchDefault("fc1", size, 120),
            Activation.relu(),
            FullyConnected.withTorchDefault("fc2", 120, 84),
            Activation.relu(),
            FullyConnected.withTorchDefault("fc3", 84, classes)));
  }

  private static Convolution convolution(String name, int in, int out, int padding) {
    return Convolution.withTorchDefault(name, new Convolution.Geometry(in, out, 5, 1, padding, 1));
  }
}
