package io.spirt.aggregation;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the columns of n rows by a fixed sequence of comparisons (Batcher's odd-even merge sort),
 * the same for each column: whole rows are compared at once, without a branch. About n·log²n/4
 * comparisons.
 */
final class SortingNetwork {
  private record Comparator(int low, int high) {}

  private final List<Comparator> comparators = new ArrayList<>();

  SortingNetwork(int rows) {
    for (int merged = 1; merged < rows; merged *= 2) {
      for (int apart = merged; apart >= 1; apart /= 2) {
        addLayer(rows, merged, apart);
      }
    }
  }

  private void addLayer(int rows, int merged, int apart) {
    for (int first = apart % merged; first + apart < rows; first += 2 * apart) {
      for (int low = first; low < Math.min(first + apart, rows - apart); low++) {
        boolean sameHalf = low / (2 * merged) == (low + apart) / (2 * merged);
        if (sameHalf) {
          comparators.add(new Comparator(low, low + apart));
        }
      }
    }
  }

  /** Sorts each of the first {@code count} columns in ascending order from row 0 on. */
  void sort(float[][] rows, int count) {
    for (Comparator comparator : comparators) {
      Blocks.order(rows[comparator.low()], rows[comparator.high()], count);
    }
  }
}
