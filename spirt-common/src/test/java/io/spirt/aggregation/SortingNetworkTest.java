package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortingNetworkTest {
  private static void assertSorts(float[][] rows, int count) {
    float[][] sorted = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    new SortingNetwork(rows.length).sort(sorted, count);
    for (int k = 0; k < count; k++) {
      float[] column = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][k];
      }
      Arrays.sort(column);
      for (int i = 0; i < rows.length; i++) {
        assertThat(sorted[i][k])
            .as("row %d of %d, column %d", i, rows.length, k)
            .isEqualTo(column[i]);
      }
    }
  }

  /** What sorts all columns of zeros and ones sorts all columns (Knuth, volume 3, 5.3.4). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void sortsAllColumnsOfZerosAndOnes(int n) {
    int columns = 1 << n;
    float[][] rows = new float[n][columns];
    for (int k = 0; k < columns; k++) {
      for (int i = 0; i < n; i++) {
        rows[i][k] = (k >> i) & 1;
      }
    }
    new SortingNetwork(n).sort(rows, columns);
    for (int k = 0; k < columns; k++) {
      int zeros = n - Integer.bitCount(k);
      for (int i = 0; i < n; i++) {
        if (rows[i][k] != (i < zeros ? 0 : 1)) {
          assertThat(rows[i][k]).as("row %d, column %d", i, k).isEqualTo(i < zeros ? 0f : 1f);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 20, 23, 31, 32, 33, 47, 48, 63, 64})
  void sortsRandomColumns(int n) {
    Random random = new Random(n);
    float[][] rows = new float[n][100];
    for (float[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
      }
    }
    assertSorts(rows, 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8})
  void leavesTheColumnsBehindTheCountAlone(int n) {
    float[][] rows = new float[n][4];
    for (int i = 0; i < n; i++) {
      Arrays.fill(rows[i], -i);
    }
    assertSorts(rows, 3);
    new SortingNetwork(n).sort(rows, 3);
    for (int i = 0; i < n; i++) {
      assertThat(rows[i][3]).isEqualTo(-i);
    }
  }
}
