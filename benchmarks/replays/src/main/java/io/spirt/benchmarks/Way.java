package io.spirt.benchmarks;

import java.util.Locale;

/** The ways to do an {@link Operation}. */
public enum Way {
  COMMAND("", "in the database: AI.TENSORMEAN", "in the database: AI.MODELUPDATE"),
  SCRIPT("script", "the same in SPIRT's average.lua", "the same in SPIRT's update.lua"),
  CLIENT_BLOBS("client", "binary client, whole tensors", "binary client, whole tensors"),
  CLIENT_PIECES("clientPieces", "binary client, pipelined", "binary client, pipelined"),
  MEMORY("memory", "limit: C loop over memory", "limit: C loop over memory");

  private final String prefix;
  private final String meanLabel;
  private final String updateLabel;

  Way(String prefix, String meanLabel, String updateLabel) {
    this.prefix = prefix;
    this.meanLabel = meanLabel;
    this.updateLabel = updateLabel;
  }

  /** What a reader calls it. */
  String label(Operation operation) {
    return operation == Operation.MEAN ? meanLabel : updateLabel;
  }

  /** Its median's name in JSON, such as {@code scriptMeanMillis}. */
  String jsonName(Operation operation) {
    return millisName(prefix, operation);
  }

  /** {@code meanMillis} for no prefix, {@code clientMeanMillis} for {@code client}. */
  static String millisName(String prefix, Operation operation) {
    String name = operation.title() + "Millis";
    return prefix.isEmpty()
        ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
        : prefix + name;
  }
}
