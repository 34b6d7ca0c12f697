package io.spirt.benchmarks;

/** What is measured. */
public enum Operation {
  /** The mean of all tensors, element by element, stored in the database. */
  MEAN("Mean"),
  /** {@code params -= rate * gradient} on params in the database. */
  UPDATE("Update");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** Its name, with a capital. */
  public String title() {
    return title;
  }
}
