package io.spirt.attacks;

import java.util.SortedMap;

/**
 * Equivocation: the attacker shows its honest average {@code g} to some peers and {@code −g} to the
 * others, each with a signed announcement that fits (the Byzantine generals' traitor: Lamport,
 * Shostak, Pease 1982). Were it believed, the peers' params would drift apart. No rule can see it,
 * since each peer sees one sound average; the exchange of verdicts has to.
 *
 * <p>{@link #shown} is what the one half gets, {@link #toOthers} what the other half gets.
 */
public record Equivocation() implements Attack {
  static final String NAME = "equivocation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesHonest() {
    return false;
  }

  @Override
  public float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion) {
    return own;
  }

  /** The other average. */
  public static float[] toOthers(float[] own) {
    float[] other = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      other[i] = -own[i];
    }
    return other;
  }
}
