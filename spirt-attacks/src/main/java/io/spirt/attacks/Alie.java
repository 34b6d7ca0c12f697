package io.spirt.attacks;

import java.util.SortedMap;

/**
 * A Little Is Enough (Baruch, Baruch, Goldberg 2019): per coordinate {@code shown = μ − z·σ}, with
 * mean μ and standard deviation σ of the honest averages. All attackers show the same. The shift
 * stays within the spread of honest values, so that rules which look for outliers find none.
 *
 * <p>The paper's largest z that hides (section 3.1): with {@code s = ⌊n/2⌋ + 1 − f} honest peers
 * that have to be further away than the attackers for these to hold the majority,
 *
 * <pre>
 *  z = Φ⁻¹((n − f − s) / (n − f))
 * </pre>
 *
 * Φ is the distribution function of N(0, 1). For n = 50, f = 24 that is 1.43. With few attackers it
 * is near 0 or negative (n = 4, f = 1: −0.43): then no shift is covered by a majority, and the
 * vector goes the other way by as much; a given z attacks harder. σ divides by the number of honest
 * averages (population), so that one alone has σ = 0. The paper estimates μ and σ from the
 * attackers' own data; here they know the honest averages, which makes them stronger.
 *
 * @param z the factor, or null for the paper's
 */
public record Alie(Double z) implements Attack {
  static final String NAME = "alie";

  public Alie {
    if (z != null && !Double.isFinite(z)) {
      throw new IllegalArgumentException("z is " + z + "; it must be a finite number");
    }
  }

  /** With the paper's z. */
  public Alie() {
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
    double factor = z == null ? hiddenZ(occasion.peers(), occasion.attackers()) : z;
    HonestAverages averages = new HonestAverages(own.length, honest);
    float[] shown = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      double mean = averages.mean(i);
      shown[i] = (float) (mean - factor * averages.deviation(i, mean));
    }
    return shown;
  }

  /**
   * The paper's z.
   *
   * @param peers n
   * @param attackers f
   * @throws IllegalArgumentException if the formula has no finite value for them
   */
  public static double hiddenZ(int peers, int attackers) {
    int honest = peers - attackers;
    int supporters = peers / 2 + 1 - attackers;
    if (attackers < 1 || supporters < 1 || supporters >= honest) {
      throw new IllegalArgumentException(
          "z of ALIE has no value for "
              + attackers
              + " attackers among "
              + peers
              + " peers: at least 1 and at most half of at least 3 must attack, or z be given");
    }
    return StandardNormal.quantile((double) (honest - supporters) / honest);
  }
}
