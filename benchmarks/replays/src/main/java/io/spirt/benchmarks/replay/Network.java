package io.spirt.benchmarks.replay;

/** What lies between functions and stores in an experiment's figures. */
public enum Network {
  /** This machine's own: what is shown was measured. */
  LOCAL("local"),
  /** Network and start-up of AWS Lambda as {@link LambdaNetwork} models them: simulated. */
  LAMBDA("lambda");

  private final String word;

  Network(String word) {
    this.word = word;
  }

  /** The word on the command line and in all outputs. */
  public String word() {
    return word;
  }

  /** Whether figures are simulated and must be marked so. */
  public boolean simulated() {
    return this == LAMBDA;
  }
}
