package io.spirt.job;

/**
 * The update that a peer's database applies to the params.
 *
 * @param name {@code sgd}
 * @param momentum in [0, 1); 0 keeps no velocity
 * @param nesterov look ahead along the velocity; needs momentum above 0
 * @param weightDecay L2 penalty, added to the gradient as {@code weightDecay * params}
 */
public record OptimizerSpec(String name, double momentum, boolean nesterov, double weightDecay) {}
