/**
 * {@code replay} on the command line: one command per experiment of {@link
 * io.spirt.benchmarks.replay.command.Experiments}, all with the same options, outputs and exit
 * codes.
 */
package io.spirt.benchmarks.replay.command;
