package io.spirt.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.spirt.monitor.report.EpochReport;
import io.spirt.monitor.report.RunReport;
import io.spirt.store.FileObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The files that a run leaves in its folder, each written whole or not at all. */
public final class ReportFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final FileObjectStore folder;

  /**
   * Files in a folder that exists.
   *
   * @param folder the run's folder
   */
  public ReportFiles(Path folder) {
    this.folder = new FileObjectStore(folder);
  }

  /** Writes {@code report.json} and {@code metrics.csv}. */
  public void write(RunReport report) {
    try {
      folder.put("report.json", JSON.writeValueAsBytes(report));
      folder.put("metrics.csv", csv(report.epochs()).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code model.safetensors}. */
  public void writeModel(byte[] safetensors) {
    folder.put("model.safetensors", safetensors);
  }

  private static String csv(List<EpochReport> epochs) {
    Set<String> stages = new TreeSet<>();
    epochs.forEach(epoch -> stages.addAll(epoch.stages().keySet()));
    StringBuilder lines =
        new StringBuilder(
            "epoch,wallMillis,loss,validationLoss,validationAccuracy,learningRate,samples,"
                + "computeMillis");
    stages.forEach(stage -> lines.append(',').append(stage).append("Millis"));
    lines.append('\n');
    for (EpochReport epoch : epochs) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(epoch.epoch()));
      cells.add(number(epoch.wallMillis()));
      cells.add(number(epoch.loss()));
      cells.add(number(epoch.validationLoss()));
      cells.add(number(epoch.validationAccuracy()));
      cells.add(number(epoch.learningRate()));
      cells.add(Long.toString(epoch.samples()));
      cells.add(number(epoch.computeMillis()));
      stages.forEach(stage -> cells.add(number(epoch.stages().get(stage))));
      lines.append(String.join(",", cells)).append('\n');
    }
    return lines.toString();
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
  }
}
