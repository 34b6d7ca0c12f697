package io.spirt.cli.progress;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** Chooses how a run is shown. */
public final class ProgressFactory {
  private ProgressFactory() {}

  /**
   * A live block if the stream is a terminal that can be redrawn, else plain lines.
   *
   * @param onStandardError show it on standard error, which keeps standard output for a result
   * @param plain where plain lines go
   * @param environment {@code TERM=dumb} asks for plain lines, {@code NO_COLOR} for no colours
   * @param interrupted what a terminal shows after Ctrl-C
   */
  public static Progress create(
      boolean onStandardError,
      PrintWriter plain,
      Map<String, String> environment,
      InstantSource clock,
      String interrupted) {
    String kind = environment.getOrDefault("TERM", "dumb");
    if (kind.equals("dumb")) {
      return new PlainProgress(plain, clock);
    }
    try {
      Terminal terminal = terminal(onStandardError);
      return new TerminalProgress(terminal, wantsColour(environment), clock, interrupted);
    } catch (IOException | IllegalStateException notATerminal) {
      return new PlainProgress(plain, clock);
    }
  }

  /** NO_COLOR counts when it is set and not empty, whatever its value. */
  static boolean wantsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static Terminal terminal(boolean onStandardError) throws IOException {
    return TerminalBuilder.builder()
        .name("spirt")
        .systemOutput(onStandardError ? SystemOutput.SysErr : SystemOutput.SysOut)
        .dumb(false)
        .nativeSignals(false)
        .build();
  }
}
