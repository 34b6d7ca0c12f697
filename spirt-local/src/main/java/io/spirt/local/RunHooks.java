package io.spirt.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.StageEvent;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where somebody may step between the parts of a local run: to watch it closely, or to act out
 * faults. Does nothing by default. Called from many threads.
 */
public interface RunHooks {

  /** Hooks that do nothing. */
  RunHooks NONE = new RunHooks() {};

  /**
   * True to run the light functions in processes of their own too, which can be killed, rather than
   * on threads of the runtime.
   */
  default boolean isolatesFunctions() {
    return false;
  }

  /**
   * An engine that many threads may use at the same time. With it the functions that need an engine
   * run on as many threads of the runtime as there would be processes, each with connections and
   * models of its own; without it each of their processes loads the engine of the class path.
   * PyTorch's is not such an engine.
   */
  default Optional<TrainingEngine> engineForThreads() {
    return Optional.empty();
  }

  /** Everything is up; no peer is initialised yet. */
  default void started(RunControls controls) {}

  /** A function is about to be called. It is called when the future completes. */
  default CompletableFuture<Void> beforeStage(StageEvent event) {
    return CompletableFuture.completedFuture(null);
  }

  /** A function process has started to work on that event. */
  default void stageGiven(StageEvent event) {}

  /**
   * A function has returned.
   *
   * @param result what it returned, or null if it failed
   */
  default void afterStage(StageEvent event, JsonNode result) {}

  /**
   * The address of the queue service as functions are told it.
   *
   * @param real where the service is
   */
  default URI queueEndpoint(URI real) {
    return real;
  }

  /**
   * The port, on loopback, of a peer's database as functions and other peers are told it.
   *
   * @param real the port of the redis-server
   */
  default int databasePort(int rank, int real) {
    return real;
  }
}
