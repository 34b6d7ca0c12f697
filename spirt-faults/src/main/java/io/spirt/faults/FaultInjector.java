package io.spirt.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.local.RunHooks;
import io.spirt.statemachine.interpreter.SystemTimer;
import io.spirt.statemachine.interpreter.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Acts a fault plan out in one local run. Which messages are hit and what becomes of them depends
 * on the plan's seed alone; a stage's faults come when the stage does. What is measured in
 * milliseconds is as exact as the machine allows.
 *
 * <p>Thread-safe. Made for one run; close it when the run is over.
 */
public final class FaultInjector implements RunHooks, AutoCloseable {
  private final List<Planned<? extends Fault>> planned = new ArrayList<>();
  private final List<Planned<StageFault>> ofStages = new ArrayList<>();
  private final List<Planned<MessageFault>> ofMessages = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<Integer, TcpProxy> proxies = new ConcurrentHashMap<>();
  private final Chance chance;
  private final FiredFaults fired;
  private final Timer timer;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "faults");
            thread.setDaemon(true);
            return thread;
          });
  private volatile StageActions actions;

  /** With the machine's time. */
  public static FaultInjector of(FaultPlan plan) {
    SystemTimer timer = new SystemTimer();
    FaultInjector injector = new FaultInjector(plan, timer, System::nanoTime);
    injector.open.add(timer);
    return injector;
  }

  /**
   * @param timer runs what comes later; stays the caller's
   * @param nanoTime nanoseconds since whenever, for the times of {@link #fired}
   */
  FaultInjector(FaultPlan plan, Timer timer, LongSupplier nanoTime) {
    this.timer = timer;
    this.chance = new Chance(plan.seed());
    this.fired = new FiredFaults(nanoTime);
    for (Fault fault : plan.faults()) {
      int index = planned.size();
      if (fault instanceof StageFault ofStage) {
        Planned<StageFault> one = new Planned<>(ofStage, index);
        ofStages.add(one);
        planned.add(one);
      } else if (fault instanceof MessageFault ofMessage) {
        Planned<MessageFault> one = new Planned<>(ofMessage, index);
        ofMessages.add(one);
        planned.add(one);
      }
    }
  }

  /** What has happened up to now, in the order of time. */
  public List<FiredFault> fired() {
    return fired.all();
  }

  /** Faults of the plan that have not happened even once. */
  public List<Fault> unfired() {
    List<FiredFault> happened = fired.all();
    return planned.stream()
        .map(Planned::fault)
        .filter(fault -> happened.stream().noneMatch(one -> one.fault().equals(fault)))
        .map(Fault.class::cast)
        .toList();
  }

  @Override
  public boolean isolatesFunctions() {
    return true;
  }

  @Override
  public void started(RunControls controls) {
    actions = new StageActions(controls, proxies, fired, timer, threads);
    fired.start();
  }

  @Override
  public CompletableFuture<Void> beforeStage(StageEvent event) {
    List<Planned<StageFault>> due = due(event, Moment.BEFORE);
    if (due.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(() -> act(due, event), threads)
        .thenCompose(done -> delays(due));
  }

  /** Done when the longest delay is over: those of one stage run side by side. */
  private CompletableFuture<Void> delays(List<Planned<StageFault>> due) {
    List<CompletableFuture<Void>> delays = new ArrayList<>();
    for (Planned<StageFault> one : due) {
      if (one.fault() instanceof Delay delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        timer.schedule(
            Duration.ofMillis(delay.millis()), () -> threads.execute(() -> over.complete(null)));
        delays.add(over);
      }
    }
    return CompletableFuture.allOf(delays.toArray(CompletableFuture[]::new));
  }

  @Override
  public void stageGiven(StageEvent event) {
    for (Planned<StageFault> one : due(event, Moment.WORKING)) {
      Runnable kill = () -> threads.execute(() -> act(List.of(one), event));
      int millis = one.fault() instanceof KillFunction function ? function.afterMillis() : 0;
      if (millis == 0) {
        kill.run();
      } else {
        timer.schedule(Duration.ofMillis(millis), kill);
      }
    }
  }

  @Override
  public void afterStage(StageEvent event, JsonNode result) {
    if (result != null) {
      act(due(event, Moment.AFTER), event);
    }
  }

  @Override
  public URI queueEndpoint(URI real) {
    if (ofMessages.isEmpty()) {
      return real;
    }
    QueueProxy proxy = new QueueProxy(real, new MessageFaults(ofMessages, chance), fired, timer);
    synchronized (open) {
      open.add(proxy);
    }
    return proxy.endpoint();
  }

  @Override
  public int databasePort(int rank, int real) {
    boolean wanted =
        ofStages.stream()
            .map(Planned::fault)
            .anyMatch(
                fault ->
                    fault instanceof RefuseConnections
                        && (fault.rank() == null || fault.rank() == rank));
    if (!wanted) {
      return real;
    }
    return proxies.compute(rank, (key, there) -> inFrontOf(real, there)).port();
  }

  private static TcpProxy inFrontOf(int real, TcpProxy there) {
    if (there != null && there.target() == real) {
      return there;
    }
    if (there != null) {
      there.close();
    }
    return new TcpProxy(real);
  }

  /** The faults that this moment brings about; one time of each is taken with that. */
  private List<Planned<StageFault>> due(StageEvent event, Moment moment) {
    if (actions == null) {
      return List.of();
    }
    return ofStages.stream()
        .filter(one -> one.fault().when() == moment && one.fault().concerns(event))
        .filter(Planned::take)
        .toList();
  }

  private void act(List<Planned<StageFault>> due, StageEvent event) {
    due.forEach(one -> actions.act(one, event));
  }

  /** Ends all that the injector started. What it has done to the run's parts stays done. */
  @Override
  public void close() {
    threads.shutdownNow();
    proxies.values().forEach(TcpProxy::close);
    synchronized (open) {
      for (AutoCloseable one : open) {
        try {
          one.close();
        } catch (Exception e) {
          throw new IllegalStateException("cannot close " + one, e);
        }
      }
      open.clear();
    }
  }
}
