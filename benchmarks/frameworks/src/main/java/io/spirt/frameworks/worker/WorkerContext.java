package io.spirt.frameworks.worker;

import io.spirt.engine.DatasetManifest;
import io.spirt.engine.DatasetManifest.Split;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.functions.Pauses;
import io.spirt.functions.RunObjects;
import io.spirt.job.Job;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everything outside of itself that a member reaches in one invocation. Used by one thread. */
public final class WorkerContext implements AutoCloseable {
  private final WorkerEvent event;
  private final FrameworkOptions options;
  private final URI storeUri;
  private final RunObjects objects;
  private final ServiceAddresses services;
  private final Supplier<TrainingEngine> engine;
  private final LongSupplier remainingMillis;
  private final InstantSource clock;
  private final Pauses pauses;
  private final EpochLog log;
  private Replica replica;

  /**
   * @param store the run's objects; stays the caller's
   * @param services addresses and passwords of the run's services
   * @param engine asked for when the member first needs it
   * @param remainingMillis time left to the function
   * @param nanos a clock that never goes back
   */
  public WorkerContext(
      WorkerEvent event,
      FrameworkOptions options,
      ObjectStore store,
      ServiceAddresses services,
      Supplier<TrainingEngine> engine,
      LongSupplier remainingMillis,
      InstantSource clock,
      LongSupplier nanos,
      Pauses pauses) {
    this.event = event;
    this.options = options;
    this.storeUri = store.uri();
    this.objects = new RunObjects(store);
    this.services = services;
    this.engine = engine;
    this.remainingMillis = remainingMillis;
    this.clock = clock;
    this.pauses = pauses;
    this.log = new EpochLog(rank(), new WorkerRecords(store, event.run()), nanos);
  }

  /** The run's name, which begins the names of its keys and queues. */
  public String run() {
    return event.run();
  }

  /** Who this is. */
  public Member member() {
    return event.member();
  }

  /** The member's rank. */
  public int rank() {
    return event.member().rank();
  }

  /** Number of workers at the start. */
  public int workers() {
    return job().peers();
  }

  /** From 0, counted over the member's invocations; above 0 there may be a checkpoint. */
  public int invocation() {
    return event.invocation();
  }

  /** The run's job. */
  public Job job() {
    return objects.job(run());
  }

  /** The run's dataset. */
  public DatasetManifest data() {
    return objects.manifest(run());
  }

  /** The run's options. */
  public FrameworkOptions options() {
    return options;
  }

  /** Where the run's objects are, for functions that this member invokes. */
  public URI storeUri() {
    return storeUri;
  }

  /** Addresses and passwords of the run's services. */
  public ServiceAddresses services() {
    return services;
  }

  /** Who has which batch when, as long as all workers are there. */
  public Schedule schedule() {
    return new Schedule(data().batches(), workers());
  }

  /** The worker's own model, before training when it is first asked for. */
  public Replica replica() {
    if (replica == null) {
      replica = Replica.open(engine.get(), job(), data(), objects.modelFiles(run()));
    }
    return replica;
  }

  /** A training batch, fetched from the run's data; its time counts as fetch. */
  public byte[] batch(int index) {
    return log.timed(StepStage.FETCH, () -> objects.batch(data(), Split.TRAIN, index));
  }

  /**
   * The gradient of a batch from the replica's state; its times count as fetch and compute.
   *
   * @param batchesPerUpdate batches of all workers that one update combines
   */
  public StepGradient gradient(int index, int batchesPerUpdate) {
    byte[] batch = batch(index);
    StepGradient gradient =
        log.timed(StepStage.COMPUTE, () -> replica().gradient(batch, batchesPerUpdate));
    log.batchDone(gradient);
    return gradient;
  }

  /** The gradient of this worker's batch at a step, if it has one. */
  public StepGradient gradientAt(Schedule schedule, int step) {
    OptionalInt batch = schedule.batch(rank(), step);
    if (batch.isEmpty()) {
      throw new IllegalArgumentException(member() + " has no batch at step " + step);
    }
    return gradient(batch.getAsInt(), schedule.participants(step).size());
  }

  /** Validation and the end of training. */
  public Checks checks() {
    return new Checks(run(), rank(), objects, this::replica);
  }

  /** The figures of the epoch under way. */
  public EpochLog log() {
    return log;
  }

  /** Time left to this invocation. */
  public Duration remaining() {
    return Duration.ofMillis(remainingMillis.getAsLong());
  }

  /** How long this member waits for others until it gives up. */
  public Duration patience() {
    return Duration.ofSeconds(options.count(FrameworkOptions.PATIENCE));
  }

  /** The time. */
  public InstantSource clock() {
    return clock;
  }

  /** Waits between two looks. */
  public Pauses pauses() {
    return pauses;
  }

  @Override
  public void close() {
    if (replica != null) {
      replica.close();
    }
  }
}
