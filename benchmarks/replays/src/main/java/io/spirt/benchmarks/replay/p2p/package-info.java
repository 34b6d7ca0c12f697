/** Replays of what was measured of the peers that came before SPIRT: thesis, chapters 4 and 5. */
package io.spirt.benchmarks.replay.p2p;
