package io.spirt.frameworks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The options of one run, all of them, checked. Immutable. */
public final class FrameworkOptions {
  /** Whether and how often a member that was lost is started again by the driver. */
  public static final String RESTARTS = "restarts";

  /** Time limit of a function, in seconds. */
  public static final String TIME_LIMIT = "timeLimitSeconds";

  /** How long a member waits for others before the run fails, in seconds. */
  public static final String PATIENCE = "patienceSeconds";

  /** What every framework takes. */
  public static final List<FrameworkOption> COMMON =
      List.of(
          FrameworkOption.count(
              RESTARTS, 0, "how often a worker that was lost is started again", 0, 100),
          FrameworkOption.count(
              TIME_LIMIT, 900, "time limit of a function, as Lambda's; it goes on afresh", 5, 900),
          FrameworkOption.count(
              PATIENCE, 120, "how long a worker waits for the others until the run fails", 1, 900));

  private final SortedMap<String, String> values;

  private FrameworkOptions(SortedMap<String, String> values) {
    this.values = values;
  }

  /**
   * The given options, and the others as they are by default.
   *
   * @throws IllegalArgumentException naming the option that the framework does not take, or whose
   *     value suits not
   */
  public static FrameworkOptions of(Framework framework, Map<String, String> given) {
    List<FrameworkOption> known = new ArrayList<>(COMMON);
    known.addAll(framework.options());
    SortedMap<String, String> values = new TreeMap<>();
    for (FrameworkOption option : known) {
      String value = given.getOrDefault(option.key(), option.fallback());
      option.check(value);
      values.put(option.key(), value);
    }
    for (String key : given.keySet()) {
      if (!values.containsKey(key)) {
        throw new IllegalArgumentException(
            "%s has no option '%s'; it has %s".formatted(framework.id(), key, values.keySet()));
      }
    }
    return new FrameworkOptions(values);
  }

  /** The value of an option that is declared. */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no option " + key + " is declared");
    }
    return value;
  }

  /** The value of an option that is a number. */
  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  /** The value of an option that is a whole number. */
  public int count(String key) {
    return (int) number(key);
  }

  /** True if the option's value is {@code true}. */
  public boolean isOn(String key) {
    return text(key).equals("true");
  }

  /** Every option by its key. */
  public SortedMap<String, String> all() {
    return new TreeMap<>(values);
  }
}
