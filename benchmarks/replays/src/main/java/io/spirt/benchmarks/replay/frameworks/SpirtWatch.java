package io.spirt.benchmarks.replay.frameworks;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.benchmarks.replay.frameworks.EpochUse.Functions;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** How long each function of a run of SPIRT's worked. Thread-safe. */
final class SpirtWatch implements RunHooks {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  /**
   * One call that returned.
   *
   * @param seconds from when a process took it
   * @param timings milliseconds of its parts, by name
   */
  record Call(StageEvent event, double seconds, JsonNode timings) {
    double part(String name) {
      return timings.path(name).asDouble() / MILLIS_PER_SECOND;
    }
  }

  private final LongSupplier nanoTime;
  private final Map<StageEvent, Long> given = new ConcurrentHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  /**
   * @param nanoTime a clock for durations
   */
  SpirtWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void stageGiven(StageEvent event) {
    given.put(event, nanoTime.getAsLong());
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    Long start = given.remove(event);
    if (start != null && result != null) {
      double seconds = (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
      synchronized (calls) {
        calls.add(new Call(event, seconds, result.path("timings")));
      }
    }
  }

  /** The calls of an epoch. */
  List<Call> calls(int epoch) {
    synchronized (calls) {
      return calls.stream().filter(call -> call.event().epoch() == epoch).toList();
    }
  }

  /** The calls of an epoch, of one stage. */
  List<Call> calls(int epoch, Stage stage) {
    return calls(epoch).stream().filter(call -> call.event().stageNamed() == stage).toList();
  }

  /** The functions of an epoch by their memory. */
  List<Functions> functions(int epoch) {
    Map<Integer, Functions> bySize = new TreeMap<>();
    for (Call call : calls(epoch)) {
      bySize.merge(
          Sizes.of(call.event().stageNamed()),
          new Functions(Sizes.of(call.event().stageNamed()), 1, call.seconds()),
          (one, other) ->
              new Functions(
                  one.megabytes(),
                  one.invocations() + other.invocations(),
                  one.seconds() + other.seconds()));
    }
    return List.copyOf(bySize.values());
  }
}
