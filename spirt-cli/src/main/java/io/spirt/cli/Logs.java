package io.spirt.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: warnings of SPIRT to standard error, all that is INFO to a file in the run's
 * folder. Set up in code, not by a file on the class path, because worker processes share the class
 * path and decide for themselves.
 */
final class Logs {
  private static final String FILE_PATTERN = "%d{ISO8601} %-5level [%thread] %logger{36}: %msg%n";
  private static final String TERMINAL_PATTERN = "spirt: %msg%n";

  private Logs() {}

  /**
   * Replaces whatever the logging library does by itself.
   *
   * @param libraries whether the terminal gets the libraries' warnings too
   */
  static void toTerminal(boolean libraries) {
    LoggerContext context = context();
    if (context == null) {
      return;
    }
    context.reset();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel(Level.WARN.toString());
    warnings.start();
    appender.addFilter(warnings);
    String logger = libraries ? Logger.ROOT_LOGGER_NAME : "io.spirt";
    attach(context, logger, appender, TERMINAL_PATTERN);
  }

  /** Writes everything from INFO up to this file as well. */
  static void toFile(Path file) {
    LoggerContext context = context();
    if (context == null) {
      return;
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    attach(context, Logger.ROOT_LOGGER_NAME, appender, FILE_PATTERN);
  }

  private static void attach(
      LoggerContext context,
      String logger,
      OutputStreamAppender<ILoggingEvent> appender,
      String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(logger).addAppender(appender);
  }

  /** Null if another logging library is bound, which then keeps its own ways. */
  private static LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    return factory instanceof LoggerContext context ? context : null;
  }
}
