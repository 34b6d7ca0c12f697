package io.spirt.aws;

import java.time.Duration;

/** Lets time pass between two looks at AWS. */
@FunctionalInterface
public interface Pause {

  /** Returns after that time. */
  void rest(Duration time) throws InterruptedException;

  /** In real time. */
  static Pause real() {
    return time -> Thread.sleep(time.toMillis());
  }
}
