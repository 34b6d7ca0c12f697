package io.spirt.training;

import io.spirt.engine.DatasetManifest;

/** The formula's data for tests of other packages. */
public final class FormulaData {
  private FormulaData() {}

  /** Grey images of 28 × 28 in ten classes. */
  public static DatasetManifest data() {
    return Formula.DATA;
  }

  /** A batch of eight. */
  public static byte[] batch() {
    return Formula.batch();
  }
}
