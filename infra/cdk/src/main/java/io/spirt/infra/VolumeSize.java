package io.spirt.infra;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a database's volume has to be: it keeps a snapshot of the memory, and while it writes
 * the next one, both.
 */
final class VolumeSize {
  private static final int SYSTEM_GIGABYTES = 8;
  private static final int LARGE_CPUS = 2;
  private static final int XLARGE_CPUS = 4;
  private static final int LEAST_GIGABYTES = 20;
  private static final int MOST_GIGABYTES = 16_384;
  private static final int DEFAULT_GIGABYTES_PER_CPU = 8;

  private static final Map<String, Integer> GIGABYTES_PER_CPU =
      Map.of("c", 2, "m", 4, "t", 4, "r", 8, "x", 16);
  private static final Pattern TYPE = Pattern.compile("([a-z]+)[^.]*\\.([0-9]*)(.*)");

  private VolumeSize() {}

  /** By the name of the instance type; generous where that says nothing. */
  static int gigabytes(String instanceType) {
    Matcher type = TYPE.matcher(instanceType);
    if (!type.matches()) {
      throw new IllegalArgumentException("no instance type: " + instanceType);
    }
    int perCpu =
        GIGABYTES_PER_CPU.getOrDefault(type.group(1).substring(0, 1), DEFAULT_GIGABYTES_PER_CPU);
    int times = type.group(2).isEmpty() ? 1 : Integer.parseInt(type.group(2));
    int cpus = type.group(3).startsWith("xlarge") ? XLARGE_CPUS * times : LARGE_CPUS;
    int memory = cpus * perCpu;
    // Data takes at most three quarters of the memory.
    return Math.min(MOST_GIGABYTES, Math.max(LEAST_GIGABYTES, SYSTEM_GIGABYTES + memory * 3 / 2));
  }
}
