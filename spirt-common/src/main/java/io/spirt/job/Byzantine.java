package io.spirt.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How many malicious peers an aggregation rule expects: a number, or {@code auto}.
 *
 * @param count the number; null to count them in each round, see {@link
 *     io.spirt.aggregation.CosineDetection}
 */
public record Byzantine(Integer count) {
  private static final String COUNTED = "auto";

  /** To be counted in each round. */
  public static final Byzantine AUTO = new Byzantine(null);

  /** From JSON: an integer or {@code "auto"}. */
  @JsonCreator
  static Byzantine of(Object value) {
    if (COUNTED.equals(value)) {
      return AUTO;
    }
    if (value instanceof Integer count) {
      return new Byzantine(count);
    }
    throw new IllegalArgumentException("byzantine is " + value + "; a number or auto is expected");
  }

  /** As JSON. */
  @JsonValue
  Object json() {
    return isAuto() ? COUNTED : count;
  }

  /** True if malicious peers are counted in each round. */
  public boolean isAuto() {
    return count == null;
  }
}
