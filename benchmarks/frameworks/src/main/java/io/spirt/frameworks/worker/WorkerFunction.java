package io.spirt.frameworks.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.TrainingEngine;
import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Frameworks;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.functions.Pauses;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The handler of all members of all frameworks. A process serves one member at a time. */
public final class WorkerFunction implements RequestStreamHandler {
  /** Variable with the file of the run's {@link ServiceAddresses}. */
  public static final String SERVICES = "SPIRT_SERVICES";

  private final ObjectStore store;
  private final ServiceAddresses services;
  private final Supplier<TrainingEngine> finder;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Pauses pauses;
  private Optional<TrainingEngine> engine = Optional.empty();

  /** For a function process: with what the environment names. */
  public WorkerFunction() {
    this(
        ObjectStore.open(URI.create(System.getenv(FunctionVariables.STORE))),
        ServiceAddresses.read(Path.of(System.getenv(SERVICES))),
        TrainingEngine::find,
        InstantSource.system(),
        System::nanoTime,
        Pauses.real());
    if (Boolean.parseBoolean(System.getenv(FunctionVariables.PRELOAD_ENGINE))) {
      String unused = engine().version();
    }
  }

  /**
   * @param store the runs' objects; stays the caller's
   * @param finder gives the engine, when a member first needs it
   * @param nanos a clock that never goes back
   */
  public WorkerFunction(
      ObjectStore store,
      ServiceAddresses services,
      Supplier<TrainingEngine> finder,
      InstantSource clock,
      LongSupplier nanos,
      Pauses pauses) {
    this.store = store;
    this.services = services;
    this.finder = finder;
    this.clock = clock;
    this.nanos = nanos;
    this.pauses = pauses;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    WorkerEvent event = WorkerEvent.read(input.readAllBytes());
    output.write(handle(event, context::getRemainingTimeInMillis).write());
  }

  /** Works as the event's member until it is done, or time is short. */
  public WorkerResult handle(WorkerEvent event, LongSupplier remainingMillis) {
    Framework framework = Frameworks.named(event.framework());
    try (WorkerContext context =
        new WorkerContext(
            event,
            FrameworkOptions.of(framework, event.options()),
            store,
            services,
            this::engine,
            remainingMillis,
            clock,
            nanos,
            pauses)) {
      Outcome outcome = framework.program(event.member()).run(context);
      return event.member().isWorker()
          ? new WorkerResult(
              outcome, context.replica().updates(), context.replica().digest(), engine().version())
          : new WorkerResult(outcome, 0, "", "");
    }
  }

  private TrainingEngine engine() {
    if (engine.isEmpty()) {
      engine = Optional.of(finder.get());
    }
    return engine.get();
  }
}
