package io.spirt.functions;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What two states do not have in common, so that a failed test shows that only. */
final class Differences {
  private Differences() {}

  /** Key to what the one has and what the other has. */
  static SortedMap<String, List<String>> of(
      SortedMap<String, String> one, SortedMap<String, String> other) {
    SortedMap<String, List<String>> differences = new TreeMap<>();
    Stream.concat(one.keySet().stream(), other.keySet().stream())
        .filter(key -> !Objects.equals(one.get(key), other.get(key)))
        .forEach(key -> differences.put(key, Arrays.asList(one.get(key), other.get(key))));
    return differences;
  }
}
