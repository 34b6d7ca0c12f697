package io.spirt.attacks;

import java.util.SortedMap;

/**
 * What one malicious peer shows instead of its average: a pure function of what it knows. It needs
 * no run; a replay may call it with vectors of its own.
 *
 * <p>Notation in all attacks: {@code n} active peers, {@code f} of them malicious and colluding,
 * {@code H} the averages of the honest ones. Thread-safe.
 */
public interface Attack {

  /** Its name in a plan, such as {@code sign-flip}. */
  String name();

  /** True if it is made from the honest peers' averages, which then have to be known. */
  boolean seesHonest();

  /**
   * The average that is shown.
   *
   * @param own average of the attacker's own gradients; untouched
   * @param honest averages of the honest peers by rank, each as long as {@code own}, untouched; at
   *     least one if {@link #seesHonest}, else it may be empty
   * @param occasion who attacks when
   * @return as long as {@code own}; may be {@code own} itself, otherwise the caller's
   * @throws IllegalArgumentException if the attack needs something that is not there, or lengths
   *     differ
   */
  float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion);
}
