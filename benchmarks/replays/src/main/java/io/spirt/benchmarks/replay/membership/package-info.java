/** Peers that fail for good and peers that join, as the paper's section VII.3 tried them. */
package io.spirt.benchmarks.replay.membership;
