/**
 * The training engine: DJL with PyTorch behind {@link io.spirt.engine.TrainingEngine}.
 *
 * <p>State and gradients come and go as bytes. One class keeps the state in native memory ({@link
 * io.spirt.training.StateMemory}), one runs the passes ({@link io.spirt.training.DjlModel}).
 *
 * <p>This package knows nothing of Redis, queues, Lambda, state machines or the command line: it is
 * handed bytes and hands back bytes.
 */
package io.spirt.training;
