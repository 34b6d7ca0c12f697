package io.spirt.training.model;

import java.util.List;
import java.util.Set;

/** The networks that there are. A new one is added to the list below, and nowhere else. */
public final class ModelZoo {
  private static final List<Architecture> ALL =
      List.of(
          new Architecture("lenet5", Set.of(1, 3), 12, LeNet5::create),
          new Architecture("mobilenet-v3-small", Set.of(3), 8, MobileNetV3Small::create),
          new Architecture("mobilenet-v1", Set.of(3), 1, MobileNetV1::create),
          new Architecture("resnet18", Set.of(3), 1, ResNet::create18),
          new Architecture("resnet50", Set.of(3), 1, ResNet::create50),
          new Architecture("densenet121", Set.of(3), 29, DenseNet121::create),
          new Architecture("squeezenet1_1", Set.of(3), 17, SqueezeNet::create),
          new Architecture("vgg11", Set.of(3), 32, Vgg11::create));

  private ModelZoo() {}

  /**
   * The network of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Architecture find(String name) {
    return ALL.stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no model '" + name + "'; there are " + names()));
  }

  /** Names of all networks. */
  public static List<String> names() {
    return ALL.stream().map(Architecture::name).toList();
  }
}
