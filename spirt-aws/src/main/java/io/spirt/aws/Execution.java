package io.spirt.aws;

/**
 * One execution of a state machine.
 *
 * @param arn which one
 * @param status Step Functions' word, such as {@code RUNNING}
 * @param error why it failed; else empty
 * @param cause details of that; else empty
 * @param startedMillis epoch milliseconds
 * @param endedMillis epoch milliseconds; 0 while it runs
 */
public record Execution(
    String arn, String status, String error, String cause, long startedMillis, long endedMillis) {

  /** Its name. */
  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** True while it runs, or waits for somebody to redrive it. */
  public boolean runs() {
    return status.equals("RUNNING") || status.startsWith("PENDING");
  }

  /** True if it ended as it should. */
  public boolean succeeded() {
    return status.equals("SUCCEEDED");
  }

  /** What went wrong, in one line; empty if nothing did. */
  public String failure() {
    if (runs() || succeeded()) {
      return "";
    }
    String why = String.join(": ", LambdaCause.of(error, cause).lines());
    return why.isEmpty() ? status : why;
  }
}
