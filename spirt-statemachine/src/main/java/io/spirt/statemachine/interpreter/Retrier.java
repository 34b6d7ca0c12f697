package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One retry policy. The wait before retry k, counted from 0, is {@code intervalSeconds *
 * backoffRate^k}, at most {@code maxDelaySeconds}, and with full jitter a random part of that.
 *
 * @param maxAttempts retries after the first attempt
 */
record Retrier(
    List<String> errors,
    int intervalSeconds,
    double backoffRate,
    int maxAttempts,
    int maxDelaySeconds,
    boolean fullJitter) {
  private static final Set<String> FIELDS =
      Set.of(
          "ErrorEquals",
          "IntervalSeconds",
          "BackoffRate",
          "MaxAttempts",
          "MaxDelaySeconds",
          "JitterStrategy");
  private static final int MOST = 99_999_999;
  private static final int MOST_DELAY_SECONDS = 31_622_399;

  static List<Retrier> parse(Fields state) {
    if (!state.has("Retry")) {
      return List.of();
    }
    List<Retrier> retriers = new ArrayList<>();
    List<Fields> policies = state.objects("Retry");
    for (Fields policy : policies) {
      retriers.add(parse(policy, retriers.size() == policies.size() - 1));
    }
    return List.copyOf(retriers);
  }

  /** The first that names the error decides, even if it is used up; -1 if none does. */
  static int indexOf(List<Retrier> retriers, String error) {
    for (int i = 0; i < retriers.size(); i++) {
      if (ErrorNames.cover(retriers.get(i).errors, error)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The wait before a retry.
   *
   * @param retry counted from 0
   * @param jitter in [0, 1); used with full jitter only
   */
  Duration delay(int retry, double jitter) {
    double seconds = Math.min(intervalSeconds * Math.pow(backoffRate, retry), maxDelaySeconds);
    return Duration.ofMillis((long) (seconds * (fullJitter ? jitter : 1) * 1000));
  }

  private static Retrier parse(Fields policy, boolean last) {
    policy.only("a retrier", FIELDS);
    int interval = policy.integer("IntervalSeconds", 1, MOST, 1);
    int maxDelay = policy.integer("MaxDelaySeconds", 1, MOST_DELAY_SECONDS, MOST_DELAY_SECONDS);
    if (policy.has("MaxDelaySeconds") && maxDelay <= interval) {
      throw policy.refuse(
          "MaxDelaySeconds", "%d has to be above IntervalSeconds, %d", maxDelay, interval);
    }
    return new Retrier(
        ErrorNames.read(policy, last),
        interval,
        backoffRate(policy),
        policy.integer("MaxAttempts", 0, MOST, 3),
        maxDelay,
        fullJitter(policy));
  }

  private static double backoffRate(Fields policy) {
    if (!policy.has("BackoffRate")) {
      return 2;
    }
    JsonNode rate = policy.get("BackoffRate");
    if (!rate.isNumber() || rate.asDouble() < 1) {
      throw policy.refuse("BackoffRate", "a number of at least 1 was expected, not %s", rate);
    }
    return rate.asDouble();
  }

  private static boolean fullJitter(Fields policy) {
    String strategy = policy.has("JitterStrategy") ? policy.text("JitterStrategy") : "NONE";
    if (!strategy.equals("FULL") && !strategy.equals("NONE")) {
      throw policy.refuse("JitterStrategy", "'%s' is neither FULL nor NONE", strategy);
    }
    return strategy.equals("FULL");
  }
}
