package io.spirt.security;

import java.util.Locale;
import java.util.Optional;

/** What a signed message is for. */
public enum Purpose {
  /** A peer announces itself: its public key, where its database and queues are. */
  JOIN_REQUEST,
  /** The answer: the password of the database user that was made for the newcomer. */
  PASSWORD,
  /** A peer's average of a round is ready. */
  COMPLETION;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The purpose's name in JSON, logs and docs, such as {@code join-request}. */
  public String word() {
    return word;
  }

  /** The purpose of that name, or empty if there is none: it comes from a message. */
  public static Optional<Purpose> of(String word) {
    for (Purpose purpose : values()) {
      if (purpose.word.equals(word)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}
