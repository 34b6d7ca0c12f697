package io.spirt.statemachine;

/** A round does not fit Step Functions. The job has to change before it can be deployed. */
public final class LimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String limit;
  private final long seen;
  private final long most;

  LimitExceededException(String limit, long seen, long most, String remedy) {
    super("%s: %,d needed, at most %,d allowed; %s".formatted(limit, seen, most, remedy));
    this.limit = limit;
    this.seen = seen;
    this.most = most;
  }

  /** Name of the limit, such as {@code history events}. */
  public String limit() {
    return limit;
  }

  /** The value that the round needs. */
  public long seen() {
    return seen;
  }

  /** The largest value allowed. */
  public long most() {
    return most;
  }
}
