/**
 * What a stage needs from a training engine: fresh model state, gradients, evaluation, export.
 *
 * <p>The stages know these interfaces only. The one engine there is, DJL with PyTorch, lives in the
 * module {@code spirt-training} and is found through {@link java.util.ServiceLoader}, so that the
 * light functions do not carry it. This package knows nothing of DJL, Redis or AWS.
 */
package io.spirt.engine;
