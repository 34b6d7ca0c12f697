package io.spirt.safetensors;

/** The bytes are not the safetensors file that was expected; the message names file and tensor. */
public final class InvalidSafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidSafetensorsException(String source, String problem) {
    super(source + " is not a valid safetensors file: " + problem);
  }
}
