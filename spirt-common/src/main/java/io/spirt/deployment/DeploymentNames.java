package io.spirt.deployment;

import io.spirt.job.Stage;

/**
 * What the parts of a deployment are called, so that they find each other by name alone.
 *
 * @param deployment its name
 */
public record DeploymentNames(String deployment) {
  /** Version of each function that callers get; SnapStart works on versions. */
  public static final String QUALIFIER = "live";

  /** The stack that holds what all peers share. */
  public String sharedStack() {
    return deployment;
  }

  /** The stack of one peer; also what the names of its parts begin with. */
  public String peer(int rank) {
    return deployment + "-peer-" + rank;
  }

  /** The function of a peer's stage. */
  public String function(int rank, Stage stage) {
    return peer(rank) + "-" + stage.word();
  }

  /** The admin's function that checks a job and cuts its data into batches. */
  public String prepareFunction() {
    return deployment + "-prepare";
  }

  /** The admin's function that sets the peers off. */
  public String beginFunction() {
    return deployment + "-begin";
  }

  /** The admin's function that removes what runs made when the stacks are deleted. */
  public String cleanupFunction() {
    return deployment + "-cleanup";
  }

  /** The state machine that takes jobs. */
  public String submissionMachine() {
    return deployment + "-submission";
  }

  /** The state machine by which a peer enters a run. */
  public String entryMachine(int rank) {
    return peer(rank);
  }

  /**
   * What the names of the state machines that peers make for their rounds begin with. No name of a
   * deployment has an underscore, so that no prefix begins with another one.
   */
  public String roundMachinePrefix() {
    return deployment + "_";
  }

  /** Where others announce themselves to a peer. */
  public String joinRequestQueue(int rank) {
    return peer(rank) + "-join";
  }

  /** Where others send a peer the passwords of their databases. */
  public String passwordQueue(int rank) {
    return peer(rank) + "-password";
  }

  /** A peer's sync inbox. */
  public String syncQueue(int rank) {
    return peer(rank) + "-sync";
  }

  /** Where messages of a peer's queues go that nobody could read. */
  public String deadLetterQueue(int rank) {
    return peer(rank) + "-dead-letters";
  }

  /** Where a peer's database says that it is well. */
  public String healthQueue(int rank) {
    return peer(rank) + "-health";
  }

  /** Key in the results bucket of the certificate of a peer's database's authority. */
  public static String databaseCertificateKey(int rank) {
    return "peers/" + rank + "/database-ca.pem";
  }
}
