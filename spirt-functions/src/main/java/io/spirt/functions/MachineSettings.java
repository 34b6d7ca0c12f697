package io.spirt.functions;

import java.util.Optional;

/**
 * What the state machines that peers make have beside their definition.
 *
 * @param namePrefix what their names begin with
 * @param roleArn the role that they run with
 * @param logGroupArn where they log, without the final {@code :*}; also turns tracing on
 */
public record MachineSettings(String namePrefix, String roleArn, Optional<String> logGroupArn) {

  /** For a service on this machine, which looks at none of it. */
  public static final MachineSettings LOCAL =
      new MachineSettings(
          "", "arn:aws:iam::000000000000:role/spirt-state-machine", Optional.empty());
}
