package io.spirt.checkpoint;

/** An object is no checkpoint of the run and version that its key names; says what is wrong. */
public final class InvalidCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidCheckpointException(String key, String problem) {
    this(key, problem, null);
  }

  InvalidCheckpointException(String key, String problem, Throwable cause) {
    super("object '" + key + "' is not a valid checkpoint: " + problem, cause);
  }
}
