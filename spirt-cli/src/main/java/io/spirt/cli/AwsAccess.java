package io.spirt.cli;

/** How the commands reach a deployment; the seam at which their tests put servers of their own. */
@FunctionalInterface
interface AwsAccess {
  /**
   * Finds a deployment; the caller closes what is returned.
   *
   * @throws io.spirt.aws.AwsRefusedException if there is none of that name
   */
  StackSession open(String stack);
}
