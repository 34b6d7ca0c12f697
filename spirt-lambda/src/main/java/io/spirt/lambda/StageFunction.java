package io.spirt.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.EntryPoint;
import io.spirt.functions.StageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/**
 * The handler that every stage's function is deployed with: {@link EntryPoint} with log fields and
 * metrics around it. What it logs are references and figures, never a secret or a tensor.
 */
public final class StageFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(StageFunction.class);

  private final EntryPoint entryPoint;
  private final StageMetrics metrics;

  /** For Lambda: with what the environment names. */
  public StageFunction() {
    this(new EntryPoint(), StageMetrics.of(System.getenv(), MetricsFactory.getMetricsInstance()));
  }

  StageFunction(EntryPoint entryPoint, StageMetrics metrics) {
    this.entryPoint = entryPoint;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StageEvent event = StageEvent.read(input.readAllBytes());
    long start = System.nanoTime();
    LogFields.put(event);
    try {
      byte[] result = entryPoint.handle(event);
      metrics.ended(event, JSON.readTree(result), seconds(start));
      LOG.info("{} done", event.stage());
      output.write(result);
    } catch (IOException | RuntimeException e) {
      metrics.failed(event, seconds(start));
      LOG.error("{} failed", event.stage(), e);
      throw e;
    } finally {
      LogFields.clear();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
