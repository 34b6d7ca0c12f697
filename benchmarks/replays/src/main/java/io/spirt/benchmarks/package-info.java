/**
 * Measurements that a user can run. Each measures its alternatives beside SPIRT's way and beside
 * the machine's limit, in one run, and checks that all of them computed the same.
 *
 * <p>{@link io.spirt.benchmarks.InDatabaseCommand} reads the command line, {@code
 * InDatabaseBenchmark} runs the {@code Contender}s in turn, {@code ResultTable} and {@code
 * ResultJson} show what came of it. This package must not know Lambda, queues or the command line's
 * other commands.
 */
package io.spirt.benchmarks;
