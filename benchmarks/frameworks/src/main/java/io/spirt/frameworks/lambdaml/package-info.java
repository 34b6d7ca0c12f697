/**
 * LambdaML's two ways to average gradients through S3, one exchange after each batch: all gradients
 * to one worker, or a chunk of each gradient to each worker.
 *
 * <p>A worker that was lost comes back by its last checkpoint and by the means of later steps,
 * which stay in the store for as long as somebody's checkpoint is older. Nobody goes on without it.
 */
package io.spirt.frameworks.lambdaml;
