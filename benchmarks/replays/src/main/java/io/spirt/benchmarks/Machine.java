package io.spirt.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the measurements depend on and the user may not know. */
public final class Machine {

  /**
   * Memory that a benchmark may take.
   *
   * @param availableBytes free, or freed by the system when asked for
   * @param heapBytes what this JVM's heap may grow to
   */
  public record Memory(long availableBytes, long heapBytes) {}

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final long KIBIBYTE = 1024;

  private Machine() {}

  /** The memory now. */
  public static Memory memory() {
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long available =
        value(MEMORY_INFO, "MemAvailable")
            .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * KIBIBYTE)
            .orElseGet(system::getFreeMemorySize);
    // In a container the total is the container's.
    return new Memory(
        Math.min(available, system.getTotalMemorySize()), Runtime.getRuntime().maxMemory());
  }

  /** The processor's name as the system gives it, else the architecture's. */
  public static String cpuModel() {
    return value(CPU_INFO, "model name").orElseGet(() -> System.getProperty("os.arch"));
  }

  /** Runnable threads, averaged over the last minute; negative if the system does not tell. */
  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * Adds what a figure depends on beside what was measured.
   *
   * @param versions where it is added
   * @param redis version of the redis-server that was used
   */
  public static void describe(ObjectNode versions, String redis) {
    versions.put("redis", redis);
    versions.put("java", Runtime.version().toString());
    versions.put("cpuModel", cpuModel());
    versions.put("processors", Runtime.getRuntime().availableProcessors());
  }

  private static Optional<String> value(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
