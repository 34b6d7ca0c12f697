package io.spirt.frameworks.mlless;

import java.util.Locale;

/** The ways to tell what is significant. */
enum FilterKind {
  /** All of the gradient or nothing, by norms: the thesis's. */
  NORM,
  /** Each coordinate by itself: MLLess's own. */
  COORDINATE,
  /** Everything is. */
  NONE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static FilterKind of(String word) {
    for (FilterKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "filter is %s: it must be norm, coordinate or none".formatted(word));
  }
}
