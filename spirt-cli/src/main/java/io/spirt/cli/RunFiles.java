package io.spirt.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.cli.report.HtmlReport;
import io.spirt.faults.FiredFault;
import io.spirt.monitor.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that a run left.
 *
 * @param directory the run's folder
 */
record RunFiles(RunReport report, Path directory) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * Writes the HTML report. A run is not lost because its page cannot be written.
   *
   * @param faults faults that were acted out
   */
  void writeHtml(List<FiredFault> faults, PrintWriter err) {
    try {
      HtmlReport.write(report, faults, directory.resolve(HtmlReport.FILE_NAME));
    } catch (UncheckedIOException e) {
      err.println("spirt: the HTML report could not be written: " + e.getMessage());
    }
  }

  /** Writes the report where the user wants a copy of it. */
  void copyJson(Optional<Path> target) throws IOException {
    if (target.isPresent()) {
      Files.writeString(target.get(), json() + "\n");
    }
  }

  /** The text of {@code report.json}; made anew if the run did not get to write it. */
  String json() throws IOException {
    Optional<Path> file = existing("report.json");
    return file.isPresent() ? Files.readString(file.get()).strip() : serialised();
  }

  /** A file of the run, if it was written. */
  Optional<Path> existing(String name) {
    return Optional.of(directory.resolve(name)).filter(Files::exists);
  }

  private String serialised() throws JsonProcessingException {
    return json(report);
  }

  /** A report as it is written into {@code report.json}. */
  static String json(RunReport report) throws JsonProcessingException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }
}
