package io.spirt.benchmarks.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The table that becomes result.csv.
 *
 * @param columns at least one, with distinct names; none for no table
 * @param cells rows of as many cells: {@code Long}, {@code Double} or {@code String} by the
 *     column's type, null for nothing
 */
public record ReplayRows(List<Column> columns, List<List<Object>> cells) {
  /** No table. */
  public static final ReplayRows NONE = new ReplayRows(List.of(), List.of());

  /** What a column holds. */
  public enum Type {
    /** Whole numbers. */
    COUNT,
    /** Numbers. */
    NUMBER,
    /** Words. */
    TEXT
  }

  /**
   * A column.
   *
   * @param name ends with its unit, such as {@code epochSeconds}
   */
  public record Column(String name, Type type) {}

  /** Refuses a table whose rows do not fit. */
  public ReplayRows {
    columns = List.copyOf(columns);
    cells = cells.stream().map(Collections::unmodifiableList).toList();
  }

  /** A column of whole numbers. */
  public static Column count(String name) {
    return new Column(name, Type.COUNT);
  }

  /** A column of numbers. */
  public static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }

  /** A column of words. */
  public static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  /** Starts a table. */
  public static Builder columns(Column... columns) {
    return new Builder(List.of(columns));
  }

  /** Gathers rows. Used by one thread. */
  public static final class Builder {
    private final List<Column> columns;
    private final List<List<Object>> cells = new ArrayList<>();

    private Builder(List<Column> columns) {
      this.columns = columns;
    }

    /**
     * Adds a row.
     *
     * @param values one per column; null for nothing
     * @throws IllegalArgumentException if there are more or fewer, or one is of another type
     */
    public Builder row(Object... values) {
      if (values.length != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells; the table has %d columns".formatted(values.length, columns.size()));
      }
      List<Object> row = new ArrayList<>(Arrays.asList(values));
      for (int i = 0; i < values.length; i++) {
        row.set(i, typed(columns.get(i), values[i]));
      }
      cells.add(row);
      return this;
    }

    private static Object typed(Column column, Object value) {
      if (value == null) {
        return null;
      }
      if (value instanceof Number number && column.type() != Type.TEXT) {
        return column.type() == Type.COUNT
            ? (Object) Math.round(number.doubleValue())
            : (Object) number.doubleValue();
      }
      if (value instanceof String && column.type() == Type.TEXT) {
        return value;
      }
      throw new IllegalArgumentException(
          "column %s holds no %s".formatted(column.name(), value.getClass().getSimpleName()));
    }

    /** The table so far. */
    public ReplayRows build() {
      return new ReplayRows(columns, cells);
    }
  }
}
