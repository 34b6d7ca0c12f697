package io.spirt.frameworks.p2p;

import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.service.RabbitServer;
import java.util.List;

/**
 * How peers exchange.
 *
 * @param synchronous whether all wait for all, each epoch
 * @param offloads whether functions compute the gradients of a peer's batches, all at once
 * @param messageLimitBytes longest gradient that travels in a message; longer ones are stored
 *     elsewhere, and the message says where
 * @param keepsModel whether a peer stores its model each epoch, so that it can be started again
 */
record PeerOptions(
    boolean synchronous, boolean offloads, long messageLimitBytes, boolean keepsModel) {
  static final String MODE = "mode";
  static final String SYNCHRONOUS = "synchronous";
  static final String ASYNCHRONOUS = "asynchronous";
  static final String OFFLOAD = "offload";
  static final String NONE = "none";
  static final String FUNCTIONS = "functions";
  static final String MESSAGE_LIMIT = "messageLimitBytes";
  static final String KEEP_MODEL = "keepModel";

  /** Shortest limit: a reference has to fit. */
  static final int LEAST_MESSAGE_BYTES = 1024;

  /** Amazon MQ's limit when the design was published. */
  static final long PUBLISHED_MESSAGE_BYTES = 100_000_000;

  static final List<FrameworkOption> ALL =
      List.of(
          FrameworkOption.choice(
              MODE,
              SYNCHRONOUS,
              "wait for all peers each epoch, or take the latest gradient of each",
              SYNCHRONOUS,
              ASYNCHRONOUS),
          FrameworkOption.choice(
              OFFLOAD,
              NONE,
              "compute a peer's batches one after another, or all at once on functions",
              NONE,
              FUNCTIONS),
          FrameworkOption.count(
              MESSAGE_LIMIT,
              PUBLISHED_MESSAGE_BYTES,
              "longest message, in bytes; larger gradients are stored and referred to",
              LEAST_MESSAGE_BYTES,
              RabbitServer.MOST_MESSAGE_BYTES),
          FrameworkOption.choice(
              KEEP_MODEL,
              "true",
              "store each peer's model after each epoch, so that it can be started again",
              "true",
              "false"));

  static PeerOptions of(FrameworkOptions options) {
    return new PeerOptions(
        options.text(MODE).equals(SYNCHRONOUS),
        options.text(OFFLOAD).equals(FUNCTIONS),
        (long) options.number(MESSAGE_LIMIT),
        options.isOn(KEEP_MODEL));
  }
}
