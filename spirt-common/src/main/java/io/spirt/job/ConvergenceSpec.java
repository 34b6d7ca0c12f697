package io.spirt.job;

/**
 * When to look at the validation data and what to conclude. A check runs at the end of every {@code
 * everyEpochs}-th epoch and of the last.
 *
 * @param everyEpochs epochs between two checks
 * @param patience checks without improvement before training stops early
 * @param minChange smallest fall of the validation loss that counts as improvement
 * @param reduceOnPlateau null to leave the learning rate alone
 * @param targetAccuracy training stops at this validation accuracy, 0 to 1; null to train on
 */
public record ConvergenceSpec(
    int everyEpochs,
    int patience,
    double minChange,
    PlateauSpec reduceOnPlateau,
    Double targetAccuracy) {

  /** True when a check is due at the end of {@code epoch}, counted from 1. */
  public boolean isDue(int epoch, int lastEpoch) {
    return epoch == lastEpoch || epoch % everyEpochs == 0;
  }
}
