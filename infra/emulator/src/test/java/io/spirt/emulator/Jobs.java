package io.spirt.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The job that the suite submits. */
final class Jobs {
  /** {@code -Dspirt.emulator.job=quickstart} trains the whole of it. */
  private static final String PROPERTY = "spirt.emulator.job";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Jobs() {}

  /**
   * The quickstart's job; by default with two of its peers, a part of its data and two short
   * epochs, because every function of every peer is a Java process here.
   */
  static Job submitted() {
    ObjectNode job = quickstart();
    if (!System.getProperty(PROPERTY, "").equals("quickstart")) {
      job.put("peers", 2);
      ((ObjectNode) job.get("dataset")).put("limit", 800);
      ((ObjectNode) job.get("training")).put("epochs", 2).put("roundsPerEpoch", 5);
    }
    return JobReader.read(job.toString());
  }

  /** A job with three mistakes. */
  static String wrong() {
    ObjectNode job = quickstart();
    job.put("name", "Not A Name").put("peers", 0).put("colour", "green");
    return job.toString();
  }

  private static ObjectNode quickstart() {
    try {
      return (ObjectNode)
          JSON.readTree(Project.root().resolve("examples").resolve("quickstart.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
