/**
 * {@code compression}: what one peer's send and receive take with and without QSGD, as in the
 * thesis's Figure 5.2.
 */
package io.spirt.benchmarks.replay.compression;
