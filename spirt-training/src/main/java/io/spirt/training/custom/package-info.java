/**
 * Networks that a user brings, as a class in a jar: {@link io.spirt.training.custom.BlockBuilder}
 * is what such a jar may depend on, {@link io.spirt.training.custom.CustomNetwork} wraps the block
 * into what can be trained.
 *
 * <p>This package knows nothing of where the jar came from, of datasets, files or jobs.
 */
package io.spirt.training.custom;
