/**
 * Runs generated definitions without AWS: a small interpreter of the part of the Amazon States
 * Language that the generators of {@link io.spirt.statemachine} need, and {@link
 * io.spirt.statemachine.interpreter.EmbeddedStepFunctions}, the service around it.
 *
 * <p>{@link io.spirt.statemachine.interpreter.Definition} refuses everything else by name, so that
 * a definition which runs here means the same on AWS. What runs here keeps Step Functions' rules:
 * retries, catches, timeouts, size and history limits, and the names and order of history events.
 *
 * <p>No thread belongs to an execution. Its work is done by whichever thread completes a task's
 * future or runs a timer, one at a time.
 *
 * <p>This package knows nothing of what the functions do: a task is a resource's name, a JSON input
 * and a future. Time, chance and the functions come in through parameters.
 */
package io.spirt.statemachine.interpreter;
