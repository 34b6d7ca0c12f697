package io.spirt.emulator.aws;

/** A service refused a signed request. */
public final class AwsFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AwsFailureException(String service, int status, String answer) {
    super(service + " answered " + status + ": " + answer);
  }
}
