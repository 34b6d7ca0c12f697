package io.spirt.job;

/**
 * The update that a peer's database applies to the params, as PyTorch defines it. Fields of other
 * optimizers than the one named have their defaults.
 *
 * @param name {@code sgd}, {@code adam} or {@code adamw}
 * @param momentum of sgd, in [0, 1); 0 keeps no velocity
 * @param nesterov of sgd: look ahead along the velocity; needs momentum above 0
 * @param weightDecay of sgd and adam an L2 penalty, added to the gradient as {@code weightDecay *
 *     params}; of adamw decoupled from it: params are first multiplied by {@code 1 - learningRate *
 *     weightDecay}
 * @param beta1 of adam and adamw, in [0, 1): share of the first moment that is kept
 * @param beta2 of adam and adamw, in [0, 1): share of the second moment that is kept
 * @param epsilon of adam and adamw, from 1e-30 to 1: added to the root of the second moment
 */
public record OptimizerSpec(
    String name,
    double momentum,
    boolean nesterov,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon) {
  public static final String SGD = "sgd";
  public static final String ADAM = "adam";
  public static final String ADAMW = "adamw";

  /** Smaller ones come too near to what a float32 can hold. */
  static final double MIN_EPSILON = 1e-30;

  static final double DEFAULT_BETA1 = 0.9;
  static final double DEFAULT_BETA2 = 0.999;
  static final double DEFAULT_EPSILON = 1e-8;

  /** Stochastic gradient descent. */
  public static OptimizerSpec sgd(double momentum, boolean nesterov, double weightDecay) {
    return new OptimizerSpec(
        SGD, momentum, nesterov, weightDecay, DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON);
  }

  /** Adam, with the weight decay in the gradient. */
  public static OptimizerSpec adam(double beta1, double beta2, double epsilon, double weightDecay) {
    return new OptimizerSpec(ADAM, 0, false, weightDecay, beta1, beta2, epsilon);
  }

  /** Adam, with the weight decay decoupled. */
  public static OptimizerSpec adamw(
      double beta1, double beta2, double epsilon, double weightDecay) {
    return new OptimizerSpec(ADAMW, 0, false, weightDecay, beta1, beta2, epsilon);
  }
}
