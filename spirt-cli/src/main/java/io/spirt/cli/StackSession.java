package io.spirt.cli;

import io.spirt.aws.AwsClients;
import io.spirt.aws.DeployedStack;

/**
 * A deployment while a command works with it.
 *
 * @param clients closed with this session
 * @param stack the deployment
 */
record StackSession(AwsClients clients, DeployedStack stack) implements AutoCloseable {

  /**
   * Finds a deployment by the SDK's usual settings.
   *
   * @throws io.spirt.aws.AwsRefusedException if there is none of that name
   */
  static StackSession open(String name) {
    AwsClients clients = AwsClients.usual();
    try {
      return new StackSession(clients, DeployedStack.find(clients.cloudFormation(), name));
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  /** A command of this program for one of the stack's runs, to be typed. */
  String command(String verb, String run) {
    return "./spirt %s %s --stack %s".formatted(verb, run, stack.name());
  }

  @Override
  public void close() {
    clients.close();
  }
}
