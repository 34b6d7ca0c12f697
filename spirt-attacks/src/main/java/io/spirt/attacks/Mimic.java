package io.spirt.attacks;

import java.util.SortedMap;

/**
 * Mimic (Karimireddy, He, Jaggi 2022): {@code shown = x_t}, the average of one honest peer {@code
 * t}, the same for all attackers. That peer's data counts f + 1 times, so that rules which drop
 * rare values lose those of the others. Nothing about the vector itself is wrong.
 *
 * <p>The paper chooses t by a warm-up, as the peer whose averages vary most along one direction;
 * here it is given, or the lowest honest rank, all through the run.
 *
 * @param target t, or null for the lowest honest rank; that is taken, too, where t's average is not
 *     known
 */
public record Mimic(Integer target) implements Attack {
  static final String NAME = "mimic";

  public Mimic {
    if (target != null && target < 0) {
      throw new IllegalArgumentException("target is " + target + "; a rank is 0 or more");
    }
  }

  /** Of the lowest honest rank. */
  public Mimic() {
    this(null);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesHonest() {
    return true;
  }

  @Override
  public float[] shown(float[] own, SortedMap<Integer, float[]> honest, Occasion occasion) {
    var unused = new HonestAverages(own.length, honest);
    float[] copied = target == null ? null : honest.get(target);
    return (copied == null ? honest.get(honest.firstKey()) : copied).clone();
  }
}
