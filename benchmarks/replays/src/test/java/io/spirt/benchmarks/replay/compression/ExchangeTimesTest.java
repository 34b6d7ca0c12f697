package io.spirt.benchmarks.replay.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.benchmarks.replay.Network;
import org.junit.jupiter.api.Test;

/** By hand. The simulated network: 10 ms a request, 75 MB/s a function. */
class ExchangeTimesTest {
  private static final ExchangeTimes TIMES =
      new ExchangeTimes(CodecChoice.qsgd(8), 75_000_000, 75_000_000, 0.5, 0.25, 0.125, 1, 0.01);

  @Test
  void sendingIsEncodingAndStoring() {
    assertThat(TIMES.send(Network.LOCAL)).isEqualTo(0.75);
    assertThat(TIMES.send(Network.LAMBDA)).isCloseTo(0.75 + 0.01 + 1, within(1e-9));
  }

  @Test
  void receivingIsFetchingAndDecodingFromEachOther() {
    assertThat(TIMES.receive(Network.LOCAL, 4)).isEqualTo(3 * 1.125);
    assertThat(TIMES.receive(Network.LOCAL, 2)).isEqualTo(1.125);
    assertThat(TIMES.receive(Network.LAMBDA, 4)).isCloseTo(3 * (1.125 + 0.01 + 1), within(1e-9));
  }

  /** Eleven peers: ten functions share 630 MB/s of a database, 63 MB/s each. */
  @Test
  void manyPeersShareADatabase() {
    assertThat(TIMES.receive(Network.LAMBDA, 11))
        .isCloseTo(10 * (1.125 + 0.01 + 75 / 63.0), within(1e-9));
  }
}
