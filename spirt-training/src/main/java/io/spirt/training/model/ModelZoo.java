package io.spirt.training.model;

import java.util.List;
import java.util.Set;

/** The networks that there are. A new one is added to the list below, and nowhere else. */
public final class ModelZoo {
  private static final List<Architecture> ALL =
      List.of(
          new Architecture("lenet5", Set.of(1, 3), 12, LeNet5::create),
          new Architecture("mobilenet-v3-small", Set.of(3), 8, MobileNetV3Small::create));

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
