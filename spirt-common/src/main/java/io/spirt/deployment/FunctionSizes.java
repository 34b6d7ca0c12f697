package io.spirt.deployment;

import io.spirt.job.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How the function of each stage is packed, and how much memory it has by default. */
public final class FunctionSizes {
  /** The stages whose functions carry the training engine: container images. */
  public static final Set<Stage> IMAGES =
      Collections.unmodifiableSet(
          EnumSet.of(Stage.INIT, Stage.COMPUTE_GRADIENT, Stage.AGGREGATE, Stage.CONVERGE));

  private static final int LIGHT_MEGABYTES = 512;
  private static final int ENGINE_MEGABYTES = 2048;
  private static final int GRADIENT_MEGABYTES = 3008;

  private FunctionSizes() {}

  /** Megabytes of memory by stage, where the user chooses nothing else. */
  public static Map<Stage, Integer> defaultMegabytes() {
    Map<Stage, Integer> sizes = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      sizes.put(stage, IMAGES.contains(stage) ? ENGINE_MEGABYTES : LIGHT_MEGABYTES);
    }
    sizes.put(Stage.COMPUTE_GRADIENT, GRADIENT_MEGABYTES);
    return sizes;
  }
}
