package io.spirt.benchmarks.replay;

/** How much of an experiment is run. */
public enum Scale {
  /** A few seconds: shows that it runs, and nothing else. What CI runs. */
  SMALLEST("smallest"),
  /** At most five minutes of two processors. The default. */
  SCALED("scaled"),
  /** As published. */
  FULL("full");

  private final String word;

  Scale(String word) {
    this.word = word;
  }

  /** The word in all outputs. */
  public String word() {
    return word;
  }

  /** One of three values, by the scale. */
  public <T> T pick(T smallest, T scaled, T full) {
    return switch (this) {
      case SMALLEST -> smallest;
      case SCALED -> scaled;
      case FULL -> full;
    };
  }
}
