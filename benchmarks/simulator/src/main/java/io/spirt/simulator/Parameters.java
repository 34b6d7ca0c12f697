package io.spirt.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A value for each parameter, with a word on where those are from that are not the defaults. */
public final class Parameters {
  private final Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
  private final Map<Parameter, String> sources = new EnumMap<>(Parameter.class);

  private Parameters() {}

  /** The defaults. */
  public static Parameters defaults() {
    Parameters all = new Parameters();
    for (Parameter parameter : Parameter.values()) {
      all.values.put(parameter, parameter.value());
      all.sources.put(parameter, parameter.source());
    }
    return all;
  }

  /**
   * The same with another value of one of them.
   *
   * @throws InvalidSimulationException if the value is negative or not finite, or 0 where it
   *     divides
   */
  public Parameters with(Parameter parameter, double value, String source) {
    boolean divides = parameter.unit().startsWith("bytes/s") || parameter == Parameter.TREE_FANOUT;
    if (!(value >= 0) || Double.isInfinite(value) || (divides && value == 0)) {
      throw new InvalidSimulationException(
          "the parameter %s is %s %s; it must be finite and %s"
              .formatted(
                  parameter.word(), value, parameter.unit(), divides ? "above 0" : "at least 0"));
    }
    Parameters changed = new Parameters();
    changed.values.putAll(values);
    changed.sources.putAll(sources);
    changed.values.put(parameter, value);
    changed.sources.put(parameter, source);
    return changed;
  }

  /** The value of one of them, in its unit. */
  public double of(Parameter parameter) {
    return values.get(parameter);
  }

  /** Where its value is from. */
  public String source(Parameter parameter) {
    return sources.get(parameter);
  }

  /**
   * The parameter of a name.
   *
   * @throws InvalidSimulationException if there is none, with those there are
   */
  public static Parameter named(String word) {
    return Arrays.stream(Parameter.values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSimulationException(
                    "no parameter '%s'; there are %s"
                        .formatted(
                            word,
                            Arrays.stream(Parameter.values())
                                .map(Parameter::word)
                                .collect(Collectors.joining(", ")))));
  }
}
