package io.spirt.frameworks.lambdaml;

import java.util.List;
import java.util.Locale;

/** Numbers of steps and updates in keys, so that listings are in their order. */
final class Steps {
  private static final int DIGITS = 10;

  private Steps() {}

  static String name(long number) {
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
  }

  /** The number in a key, which is the first part of that many digits. */
  static long number(String key) {
    for (String part : key.split("/", -1)) {
      if (part.length() == DIGITS) {
        return Long.parseLong(part);
      }
    }
    throw new IllegalArgumentException("key " + key + " names no step");
  }

  /** The keys of steps before that one. */
  static List<String> before(List<String> keys, long number) {
    return keys.stream().filter(key -> number(key) < number).toList();
  }
}
