package io.spirt.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.cli.progress.Figures;
import io.spirt.faults.Fault;
import io.spirt.faults.FaultInjector;
import io.spirt.faults.FaultPlanReader;
import io.spirt.faults.FiredFault;
import io.spirt.local.RunHooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The faults of a plan, acted out in one run. */
final class ActedFaults implements ActedPlan {
  /** Its name in a run's folder: the faults that fired, in order, and those that did not. */
  static final String FILE_NAME = "faults.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final FaultInjector injector;

  private ActedFaults(FaultInjector injector) {
    this.injector = injector;
  }

  /**
   * Reads a plan.
   *
   * @throws InvalidInputException if the file cannot be read as text
   * @throws io.spirt.faults.InvalidFaultPlanException if it is not a plan
   */
  static ActedFaults read(Path file) {
    return new ActedFaults(
        FaultInjector.of(FaultPlanReader.read(TextFile.read(file, "fault plan"))));
  }

  @Override
  public RunHooks hooks() {
    return injector;
  }

  @Override
  public List<FiredFault> fired() {
    return injector.fired();
  }

  @Override
  public void write(Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode fired = root.putArray("fired");
    for (FiredFault fault : fired()) {
      fired
          .addObject()
          .put("kind", fault.fault().kind())
          .put("atMillis", fault.millis())
          .put("what", fault.what());
    }
    ArrayNode unfired = root.putArray("unfired");
    for (Fault fault : injector.unfired()) {
      unfired.add(
          JSON.createObjectNode()
              .put("kind", fault.kind())
              .<ObjectNode>setAll(JSON.<ObjectNode>valueToTree(fault)));
    }
    Files.writeString(folder.resolve(FILE_NAME), root.toPrettyString() + "\n");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(fired().isEmpty() ? "no fault of the plan happened" : "faults acted out:");
    for (FiredFault fault : fired()) {
      lines.add("  %-8s %s".formatted(Figures.duration((double) fault.millis()), fault.what()));
    }
    List<Fault> unfired = injector.unfired();
    if (!unfired.isEmpty() && !fired().isEmpty()) {
      String kinds = String.join(", ", unfired.stream().map(Fault::kind).toList());
      lines.add("  planned, but did not happen: " + kinds);
    }
    return lines;
  }

  @Override
  public void close() {
    injector.close();
  }
}
