package io.spirt.training.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016; version 1.1 pools earlier) with torchvision's structure and
 * names: 1,235,496 params with 1000 classes. Takes three channels.
 */
final class SqueezeNet {
  private static final int STEM = 64;
  private static final int FEATURES = 512;
  private static final double DROPOUT = 0.5;

  private SqueezeNet() {}

  static Layer create(Shape image, int classes) {
    return new Chain(
        List.of(
            Convolution.withKaimingUniform(
                "features.0", new Convolution.Geometry((int) image.get(0), STEM, 3, 2, 0, 1)),
            Activation.relu(),
            MaxPooling.overlappingWithRest(),
            new Fire("features.3", STEM, 16, 128),
            new Fire("features.4", 128, 16, 128),
            MaxPooling.overlappingWithRest(),
            new Fire("features.6", 128, 32, 256),
            new Fire("features.7", 256, 32, 256),
            MaxPooling.overlappingWithRest(),
            new Fire("features.9", 256, 48, 384),
            new Fire("features.10", 384, 48, 384),
            new Fire("features.11", 384, 64, 512),
            new Fire("features.12", 512, 64, FEATURES),
            new Dropout("classifier.0", DROPOUT),
            Convolution.withNormal(
                "classifier.1", new Convolution.Geometry(FEATURES, classes, 1, 1, 0, 1), 0.01),
            Activation.relu(),
            new GlobalAverage()));
  }
}
