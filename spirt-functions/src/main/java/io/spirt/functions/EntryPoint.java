package io.spirt.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.spirt.job.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The handler that every function of SPIRT is deployed with: hands the event to the handler of the
 * stage that it names. A process may serve any stage.
 */
public final class EntryPoint implements RequestStreamHandler {
  private final Map<Stage, StageHandler> handlers = new EnumMap<>(Stage.class);

  /** For Lambda: with what the environment names, see {@link Environment}. */
  public EntryPoint() {
    this(Environment.services(System.getenv()));
  }

  /** With services of the caller's, who closes them. */
  public EntryPoint(FunctionServices services) {
    List.of(
            new InitHandler(services),
            new AuthHandler(services),
            new ComputeGradientHandler(services),
            new AverageHandler(services),
            new HeartbeatHandler(services),
            new SyncHandler(services),
            new AggregateHandler(services),
            new UpdateHandler(services),
            new ConvergeHandler(services),
            new TriggerEpochHandler(services))
        .forEach(handler -> handlers.put(handler.stage(), handler));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    StageHandler handler = handlerOf(StageEvent.read(event));
    handler.handleRequest(new ByteArrayInputStream(event), output, context);
  }

  /** Runs the stage that the event names and returns its result as JSON. */
  public byte[] handle(StageEvent event) throws IOException {
    return handlerOf(event).handle(event);
  }

  private StageHandler handlerOf(StageEvent event) {
    StageHandler handler = handlers.get(event.stageNamed());
    if (handler == null) {
      throw new PermanentException("event.stage is " + event.stage() + "; it has no function");
    }
    return handler;
  }
}
