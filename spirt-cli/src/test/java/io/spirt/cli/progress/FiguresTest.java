package io.spirt.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "2149, 2.1 s",
    "9949, 9.9 s",
    "9950, 10 s",
    "59499, 59 s",
    "59500, 1 min 00 s",
    "185000, 3 min 05 s",
    "3599600, 1 h 00 min",
    "7620000, 2 h 07 min"
  })
  void durationsReadWellAtEveryScale(double millis, String text) {
    assertThat(Figures.duration(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"5000, 2500, '2,000 samples/s'", "0, 0, - samples/s"})
  void rateOfNoTimeIsUnknown(long samples, double millis, String text) {
    assertThat(Figures.rate(samples, millis)).isEqualTo(text);
  }
}
