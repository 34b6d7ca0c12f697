package io.spirt.cost.limit;

/** Says when an event may take place that a bucket of tokens holds back. Not thread-safe. */
public final class TokenBucket {
  private final double size;
  private final double rate;
  private double tokens;
  private double time;

  /**
   * A full bucket.
   *
   * @param size tokens it holds
   * @param rate tokens that come back each second
   */
  public TokenBucket(double size, double rate) {
    this.size = size;
    this.rate = rate;
    this.tokens = size;
  }

  /**
   * Takes a token. Calls come in the order of their times.
   *
   * @param wanted seconds
   * @return the time at which there is one, {@code wanted} or later
   */
  public double take(double wanted) {
    double now = Math.max(wanted, time);
    tokens = Math.min(size, tokens + (now - time) * rate);
    time = now;
    if (tokens < 1) {
      time += (1 - tokens) / rate;
      tokens = 1;
    }
    tokens--;
    return time;
  }
}
