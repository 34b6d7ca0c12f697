package io.spirt.database;

/**
 * The names of all keys of a run in a peer's database. {@code {run}} is a hash tag, so that a
 * script's keys stay together in a cluster.
 *
 * <pre>
 * spirt:{run}:model                     hash    version, digest
 * spirt:{run}:params                    tensor  trainable values
 * spirt:{run}:buffers                   tensor  running statistics; absent if the model has none
 * spirt:{run}:velocity                  tensor  of SGD with momentum
 * spirt:{run}:view                      JSON    the agreed view
 * spirt:{run}:inactive                  set     ranks that did not answer the heartbeat
 * spirt:{run}:convergence               JSON    learning rate, best loss, checks without improvement
 * spirt:{run}:statemachines             hash    number of batches -> state machine ARN
 * spirt:{run}:averages                  hash    round -> what the average script recorded
 * spirt:{run}:ended                     string  why training ended, once it has
 * spirt:{run}:gradients:ROUND           hash    batch -> what its gradient function recorded
 * spirt:{run}:gradient:ROUND:BATCH      tensor  gradient of one batch
 * spirt:{run}:gradient-buffers:ROUND:BATCH  tensor  buffers after that batch
 * spirt:{run}:average:ROUND             tensor  mean of the peer's gradients
 * spirt:{run}:average-buffers:ROUND     tensor  mean of the batches' buffers
 * spirt:{run}:reported:ROUND            hash    rank -> digest of its average
 * spirt:{run}:barrier:ROUND             string  when the barrier gives up, epoch milliseconds
 * spirt:{run}:participants:ROUND        JSON    rank -> digest, as the barrier left it
 * spirt:{run}:aggregate:ROUND           tensor  of all participants' averages
 * spirt:{run}:aggregate-buffers:ROUND   tensor  of all participants' buffers
 * </pre>
 */
final class Keys {
  private final String prefix;

  Keys(String run) {
    this.prefix = "spirt:{" + run + "}:";
  }

  String model() {
    return prefix + "model";
  }

  String params() {
    return prefix + "params";
  }

  String buffers() {
    return prefix + "buffers";
  }

  String velocity() {
    return prefix + "velocity";
  }

  String view() {
    return prefix + "view";
  }

  String inactive() {
    return prefix + "inactive";
  }

  String convergence() {
    return prefix + "convergence";
  }

  String stateMachines() {
    return prefix + "statemachines";
  }

  String averages() {
    return prefix + "averages";
  }

  String ended() {
    return prefix + "ended";
  }

  String gradients(int round) {
    return prefix + "gradients:" + round;
  }

  String gradient(int round, int batch) {
    return prefix + "gradient:" + round + ":" + batch;
  }

  String gradientBuffers(int round, int batch) {
    return prefix + "gradient-buffers:" + round + ":" + batch;
  }

  String average(int round) {
    return prefix + "average:" + round;
  }

  String averageBuffers(int round) {
    return prefix + "average-buffers:" + round;
  }

  String reported(int round) {
    return prefix + "reported:" + round;
  }

  String barrier(int round) {
    return prefix + "barrier:" + round;
  }

  String participants(int round) {
    return prefix + "participants:" + round;
  }

  String aggregate(int round) {
    return prefix + "aggregate:" + round;
  }

  String aggregateBuffers(int round) {
    return prefix + "aggregate-buffers:" + round;
  }
}
