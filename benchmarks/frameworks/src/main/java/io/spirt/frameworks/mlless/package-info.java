/**
 * MLLess: workers that share one Redis and tell each other only of significant updates, and a
 * supervisor that says at each step what to expect.
 *
 * <p>A worker applies its own gradient at once and the others' when they are sent: what it holds
 * back is missing from the others' models until it becomes significant. Without a filter nothing is
 * held back and all models are one. The machines that decide ({@link
 * io.spirt.frameworks.mlless.Supervisor}, {@link io.spirt.frameworks.mlless.StepMail}) know neither
 * queues nor clocks.
 */
package io.spirt.frameworks.mlless;
