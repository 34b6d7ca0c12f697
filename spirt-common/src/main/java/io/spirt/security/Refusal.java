package io.spirt.security;

import java.util.Locale;

/** Why a message was refused. Refusals are counted by their words and reported. */
public enum Refusal {
  /** Longer than a message may be; it was not even parsed. */
  OVERSIZED,
  /** Not an envelope, or the public key that is to check it is none. */
  MALFORMED,
  /** For another job, receiver or purpose. */
  MISADDRESSED,
  /** From a rank whose key is not known. */
  UNKNOWN_SENDER,
  /** Too old, or from the future. */
  EXPIRED,
  /** Its nonce was seen before. */
  REPLAYED,
  /** The signature does not hold: another text, key or shared secret. */
  ALTERED,
  /** The sender's key differs from the one that is known, or that the admin gave. */
  NOT_ADMITTED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The reason's name in JSON, logs and docs, such as {@code unknown-sender}. */
  public String word() {
    return word;
  }
}
