package io.spirt.database;

import io.spirt.job.OptimizerSpec;
import java.util.List;

/** A tensor that an optimizer keeps from one update to the next, in the form of the params. */
public enum OptimizerTensor {
  /** Of SGD with momentum. */
  VELOCITY("velocity"),
  /** Of Adam and AdamW: running mean of the gradients. */
  FIRST_MOMENT("first-moment"),
  /** Of Adam and AdamW: running mean of the gradients' squares. */
  SECOND_MOMENT("second-moment");

  private final String text;

  OptimizerTensor(String text) {
    this.text = text;
  }

  /** Its name in a database and in a checkpoint. */
  public String text() {
    return text;
  }

  /**
   * What an optimizer has kept once a model has seen an update.
   *
   * @throws IllegalArgumentException if there is no optimizer of that name
   */
  public static List<OptimizerTensor> of(OptimizerSpec optimizer) {
    return switch (optimizer.name()) {
      case OptimizerSpec.SGD -> optimizer.momentum() > 0 ? List.of(VELOCITY) : List.of();
      case OptimizerSpec.ADAM, OptimizerSpec.ADAMW -> List.of(FIRST_MOMENT, SECOND_MOMENT);
      default ->
          throw new IllegalArgumentException(
              "no optimizer '" + optimizer.name() + "': sgd, adam or adamw is expected");
    };
  }
}
