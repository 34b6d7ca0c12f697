package io.spirt.benchmarks.replay.compression;

import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;

/**
 * What one gradient takes on its way through a database; medians, in seconds.
 *
 * @param choice the codec
 * @param elements float32 values of the gradient
 * @param bytes that travel for it
 * @param encode values to bytes; 0 without a codec
 * @param store bytes to the database, digest included
 * @param fetch bytes from the database, digest included
 * @param decode bytes to values; 0 without a codec
 * @param error length of what is lost over that of the gradient
 */
record ExchangeTimes(
    CodecChoice choice,
    int elements,
    long bytes,
    double encode,
    double store,
    double fetch,
    double decode,
    double error) {

  /** Seconds in which one peer shows its gradient. */
  double send(Network network) {
    return encode + store + (network.simulated() ? LambdaNetwork.DEFAULT.database(bytes, 1) : 0);
  }

  /**
   * Seconds in which one peer gets those of the others, one after another. With a simulated network
   * every database is asked by all others at the same time.
   */
  double receive(Network network, int peers) {
    int others = peers - 1;
    double one =
        fetch + decode + (network.simulated() ? LambdaNetwork.DEFAULT.database(bytes, others) : 0);
    return others * one;
  }
}
