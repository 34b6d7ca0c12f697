package io.spirt.frameworks;

import io.spirt.frameworks.lambdaml.AllReduce;
import io.spirt.frameworks.lambdaml.ScatterReduce;
import io.spirt.frameworks.mlless.Mlless;
import io.spirt.frameworks.p2p.PeerToPeer;
import io.spirt.frameworks.single.SingleMachine;
import java.util.List;

/** All frameworks, in the order in which they are listed. */
public final class Frameworks {
  private static final List<Framework> ALL =
      List.of(
          new AllReduce(),
          new ScatterReduce(),
          new Mlless(),
          new PeerToPeer(),
          new SingleMachine());

  private Frameworks() {}

  /** All of them. */
  public static List<Framework> all() {
    return ALL;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none; names them all
   */
  public static Framework named(String id) {
    return ALL.stream()
        .filter(framework -> framework.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no framework '%s'; there are %s"
                        .formatted(id, ALL.stream().map(Framework::id).toList())));
  }
}
