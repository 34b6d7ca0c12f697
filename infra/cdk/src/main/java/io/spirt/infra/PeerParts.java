package io.spirt.infra;

import io.spirt.deployment.DeploymentNames;

/**
 * What the functions of a peer work with. All are references that are known once it is deployed.
 *
 * @param names of the deployment's parts
 * @param rank the peer
 * @param bucket name of the results bucket
 * @param databaseHost address of the own database
 * @param databaseSecret ARN of its password
 * @param sharedSecret ARN of the secret that all peers share
 * @param queues the peer's queues
 * @param keyArn the peer's key
 * @param machineRole ARN of the role of the state machines that the peer makes
 * @param machineLogs ARN of their log group, without the final {@code :*}
 */
record PeerParts(
    DeploymentNames names,
    int rank,
    String bucket,
    String databaseHost,
    String databaseSecret,
    String sharedSecret,
    PeerQueues queues,
    String keyArn,
    String machineRole,
    String machineLogs) {

  /** ARNs of the queues of all peers that a name stands for, this peer's included. */
  String everybodys(String kind) {
    return Arns.queue(names.deployment() + "-peer-*-" + kind);
  }
}
