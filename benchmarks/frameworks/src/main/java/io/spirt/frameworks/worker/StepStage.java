package io.spirt.frameworks.worker;

import java.util.Locale;

/** What a worker's time goes into, whichever framework it works for. */
public enum StepStage {
  /** Batch and model in. */
  FETCH,
  /** Forward and backward pass. */
  COMPUTE,
  /** The exchange: sending, waiting, receiving, reducing. */
  SYNC,
  /** The params' update. */
  UPDATE;

  /** The word in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
