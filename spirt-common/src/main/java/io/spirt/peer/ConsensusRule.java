package io.spirt.peer;

import java.util.Locale;

/** How many of the peers that still answer must agree that another is removed. */
public enum ConsensusRule {
  /** All of them. */
  UNANIMOUS {
    @Override
    boolean agreed(int named, int asked) {
      return asked > 0 && named == asked;
    }
  },
  /** More than half of them. */
  MAJORITY {
    @Override
    boolean agreed(int named, int asked) {
      return 2 * named > asked;
    }
  };

  /**
   * Whether it is agreed.
   *
   * @param named how many of those asked name the rank
   * @param asked how many there are
   */
  abstract boolean agreed(int named, int asked);

  /** The rule's name in a job, such as {@code unanimous}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rule of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ConsensusRule of(String word) {
    for (ConsensusRule rule : values()) {
      if (rule.word().equals(word)) {
        return rule;
      }
    }
    throw new IllegalArgumentException("no consensus rule is called '" + word + "'");
  }
}
