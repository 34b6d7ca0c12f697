package io.spirt.faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be done to a message on its way. */
public enum Tampering {
  /** It is lost; its sender believes that it was sent. */
  DROP,
  /** It arrives twice. */
  DUPLICATE,
  /** It arrives late, after messages that were sent later. */
  DELAY,
  /** One character of it is another when it arrives. */
  ALTER,
  /** Before it comes one that looks like it but is signed by nobody. */
  FORGE,
  /** After it comes an earlier one of the same queue once more. */
  REPLAY;

  private final String kind = name().toLowerCase(Locale.ROOT) + "-message";

  /** The name in a plan, such as {@code drop-message}. */
  @JsonValue
  public String kind() {
    return kind;
  }

  /**
   * The tampering of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  static Tampering of(String kind) {
    for (Tampering tampering : values()) {
      if (tampering.kind.equals(kind)) {
        return tampering;
      }
    }
    throw new IllegalArgumentException("nothing done to messages is called '" + kind + "'");
  }
}
