package io.spirt.faults;

/**
 * One thing that is wrong with a fault plan.
 *
 * @param pointer JSON pointer of the field (RFC 6901); empty for the document itself
 * @param value the value found there, as JSON text, shortened; empty where there is none
 * @param message what is wrong and what is allowed
 */
public record PlanProblem(String pointer, String value, String message) {
  @Override
  public String toString() {
    String where = pointer.isEmpty() ? "/" : pointer;
    return value.isEmpty() ? where + ": " + message : where + ": " + value + ": " + message;
  }
}
