package io.spirt.cost.time;

/** A job's work cannot be counted: its data or network is not a known one, or a report lacks it. */
public final class UnknownWorkloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnknownWorkloadException(String message) {
    super(message);
  }
}
