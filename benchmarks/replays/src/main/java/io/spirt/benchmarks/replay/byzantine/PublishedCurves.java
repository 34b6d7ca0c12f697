package io.spirt.benchmarks.replay.byzantine;

import io.spirt.benchmarks.replay.Published;
import java.util.Optional;

/** What the paper's curves show, where it has one for a combination. */
final class PublishedCurves {
  private static final Setting SETTING = new Setting(4, 1);
  private static final Published PUBLISHED = Published.of(Byzantine.ID);

  private PublishedCurves() {}

  /** The curve's end in words, such as {@code about 85 %}. */
  static Optional<String> text(Combination combination) {
    return has(combination) ? PUBLISHED.text("text." + key(combination)) : Optional.empty();
  }

  /** How the rule stood the attack; also of combinations without attack. */
  static Optional<Standing> standing(Combination combination) {
    return text(combination)
        .map(
            text ->
                PUBLISHED.value("accuracy." + key(combination)).isPresent()
                    ? Standing.HOLDS
                    : Standing.FAILS);
  }

  private static boolean has(Combination combination) {
    return combination.setting().equals(SETTING) && !combination.rule().mixes();
  }

  private static String key(Combination combination) {
    return combination.attack() + "." + combination.rule().rule();
  }
}
