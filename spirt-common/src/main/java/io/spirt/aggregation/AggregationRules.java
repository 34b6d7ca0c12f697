package io.spirt.aggregation;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The aggregation rules that there are: SPIRT's own and those of users. */
public final class AggregationRules {
  private static Map<String, AggregationRule> all;

  private AggregationRules() {}

  /** Looked for at the first call, not when the class is loaded, for the sake of what fails. */
  private static synchronized Map<String, AggregationRule> all() {
    if (all == null) {
      all = load();
    }
    return all;
  }

  private static Map<String, AggregationRule> load() {
    Map<String, AggregationRule> rules = new TreeMap<>();
    for (AggregationRule rule : ServiceLoader.load(AggregationRule.class)) {
      AggregationRule other = rules.putIfAbsent(rule.name(), rule);
      if (other != null) {
        throw new IllegalStateException(
            String.format(
                "two aggregation rules are called '%s': %s and %s; rename one",
                rule.name(), other.getClass().getName(), rule.getClass().getName()));
      }
    }
    return rules;
  }

  /** Names of all rules. */
  public static SortedSet<String> names() {
    return new TreeSet<>(all().keySet());
  }

  /**
   * The rule of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AggregationRule named(String name) {
    AggregationRule rule = all().get(name);
    if (rule == null) {
      throw new IllegalArgumentException(
          "no aggregation rule is called '" + name + "'; there are " + names());
    }
    return rule;
  }
}
