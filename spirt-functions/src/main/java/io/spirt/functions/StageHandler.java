package io.spirt.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.database.ModelStore;
import io.spirt.database.StateConflictException;
import io.spirt.engine.InvalidBatchException;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Stage;
import io.spirt.store.NoSuchObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What all handlers have in common: reads and checks the event, runs the stage, writes the result,
 * and tells failures that a retry may mend from those that it cannot.
 */
public abstract class StageHandler implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stage stage;
  private final FunctionServices services;

  StageHandler(Stage stage, FunctionServices services) {
    this.stage = stage;
    this.services = services;
  }

  /** The stage that this handler is for. */
  public final Stage stage() {
    return stage;
  }

  final FunctionServices services() {
    return services;
  }

  /**
   * True if the model has moved past the event's round, which is then over for this peer.
   *
   * @throws PermanentException if the model has not come to that round yet
   */
  static boolean isOver(StageEvent event, ModelStore.Version version) {
    if (version.version() < event.round()) {
      throw new PermanentException(
          "event.round is "
              + event.round()
              + ", but the model is at version "
              + version.version()
              + ": that round has not begun");
    }
    return version.version() > event.round();
  }

  /** Does the stage's work. */
  abstract void handle(StageEvent event, StageRun run, StageResult result);

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(handle(StageEvent.read(input.readAllBytes())));
  }

  /**
   * Runs the stage.
   *
   * @return the result as JSON
   * @throws PermanentException if running it again would fail again
   */
  public final byte[] handle(StageEvent event) throws IOException {
    if (event.stageNamed() != stage) {
      throw new PermanentException(
          "event.stage is " + event.stage() + "; this function is for " + stage.word());
    }
    StageResult result = new StageResult(event);
    long started = services.clock().millis();
    try {
      StageRun run = result.timed("totalMillis", () -> run(event, result));
      services
          .records()
          .ifPresent(
              records ->
                  records.note(
                      event,
                      run.database().records(),
                      started,
                      services.clock().millis(),
                      result.json()));
    } catch (StateConflictException
        | InvalidBatchException
        | InvalidJobException
        | NoSuchObjectException
        | IllegalArgumentException e) {
      throw new PermanentException(
          stage.word()
              + " of rank "
              + event.rank()
              + ", round "
              + event.round()
              + ": "
              + e.getMessage(),
          e);
    }
    return JSON.writeValueAsBytes(result.json());
  }

  private StageRun run(StageEvent event, StageResult result) {
    StageRun run = open(event);
    handle(event, run, result);
    return run;
  }

  private StageRun open(StageEvent event) {
    StageRun run = services.open(event);
    event.check(run.job());
    return run;
  }
}
