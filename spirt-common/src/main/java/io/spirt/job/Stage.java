package io.spirt.job;

import java.util.Locale;

/** The stages of a job, in the order in which a peer goes through them. */
public enum Stage {
  /** Once per job: model initialisation, identical on all peers. */
  INIT,
  /** Once at the start and whenever a peer joins: join requests and passwords. */
  AUTH,
  /** The gradient of one batch; as many in parallel as the round has batches. */
  COMPUTE_GRADIENT,
  /** The mean of the peer's gradients, in its database, and the completion message. */
  AVERAGE,
  /** Pings every peer's database. */
  HEARTBEAT,
  /** The barrier: waits for the other peers' completion messages. */
  SYNC,
  /** Combines all peers' averages by the aggregation rule. */
  AGGREGATE,
  /** Moves the params one version on, in the database. */
  UPDATE,
  /** When due: validation loss and accuracy, learning rate, early stopping. */
  CONVERGE,
  /** Plans and starts the next round. */
  TRIGGER_EPOCH;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The stage's name in JSON, logs and docs, such as {@code compute-gradient}. */
  public String word() {
    return word;
  }

  /**
   * The stage of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Stage of(String word) {
    for (Stage stage : values()) {
      if (stage.word.equals(word)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("no stage is called '" + word + "'");
  }
}
