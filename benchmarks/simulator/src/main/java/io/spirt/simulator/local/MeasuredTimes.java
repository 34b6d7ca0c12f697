package io.spirt.simulator.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.simulator.InvalidSimulationException;
import io.spirt.simulator.Parameters;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a calibration measured; {@code times.json} is this record.
 *
 * @param format {@link #FORMAT}
 * @param measured when, in UTC
 * @param processors of the machine
 * @param loadBefore the machine's load average before
 * @param workers function processes that computed gradients
 * @param workload what was trained
 * @param local the parts' times on this machine, in seconds
 * @param parameters values of the model's parameters that hold on AWS, too, by name
 */
public record MeasuredTimes(
    int format,
    String measured,
    int processors,
    double loadBefore,
    int workers,
    LocalWorkload workload,
    LocalTimes local,
    Map<String, Double> parameters) {
  /** The only format there is. */
  public static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Copies the map. */
  public MeasuredTimes {
    parameters = new TreeMap<>(parameters);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidSimulationException if it is none
   */
  public static MeasuredTimes read(String text) {
    try {
      MeasuredTimes times = JSON.readValue(text, MeasuredTimes.class);
      if (times == null || times.format() != FORMAT || times.local() == null) {
        throw new InvalidSimulationException(
            "not a document of measured times of format %d; make one with spirt simulate calibrate"
                .formatted(FORMAT));
      }
      return times;
    } catch (JsonProcessingException e) {
      throw new InvalidSimulationException(
          "not a document of measured times: %s; make one with spirt simulate calibrate"
              .formatted(e.getOriginalMessage()),
          e);
    }
  }

  /** The document. */
  public String write() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parameters with what was measured in them. */
  public Parameters apply(Parameters defaults) {
    Parameters all = defaults;
    String source =
        "measured %s, %s on %s, batches of %d"
            .formatted(measured, workload.model(), workload.dataset(), workload.batchSize());
    for (Map.Entry<String, Double> one : parameters.entrySet()) {
      all = all.with(Parameters.named(one.getKey()), one.getValue(), source);
    }
    return all;
  }
}
