package io.spirt.frameworks.p2p;

import com.sun.management.OperatingSystemMXBean;
import io.spirt.frameworks.worker.EpochLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the stages of the published measurements take of a peer's machine: wall time, processor time
 * and memory of the peer's process, kept with the epoch's figures.
 */
final class StageMeter {
  static final String COMPUTE = "compute";
  static final String SEND = "send";
  static final String RECEIVE = "receive";
  static final String BARRIER = "barrier";
  static final String UPDATE = "update";
  static final String CONVERGENCE = "convergence";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private final EpochLog log;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  StageMeter(EpochLog log) {
    this.log = log;
  }

  /** Does {@code work} and notes what it took. */
  <T> T measured(String stage, Supplier<T> work) {
    long wall = System.nanoTime();
    long processor = system.getProcessCpuTime();
    T result = work.get();
    log.detail(stage + ".millis", (System.nanoTime() - wall) / 1e6);
    log.detail(stage + ".processorMillis", (system.getProcessCpuTime() - processor) / 1e6);
    log.detail(stage + ".residentBytes", residentBytes());
    return result;
  }

  /** Does {@code work} and notes what it took. */
  void measured(String stage, Runnable work) {
    Void unused =
        measured(
            stage,
            () -> {
              work.run();
              return null;
            });
  }

  private static double residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }
}
