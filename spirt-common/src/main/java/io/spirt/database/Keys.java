package io.spirt.database;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of all keys of a run in a peer's database. {@code {run}} is a hash tag, so that a
 * script's keys stay together in a cluster. What is below {@code shared:} may be read by the other
 * peers; nothing else may.
 *
 * <pre>
 * spirt:{run}:identity                  JSON    public key, and the private key as ciphertext
 * spirt:{run}:incarnation               string  changes whenever the peer announces itself anew
 * spirt:{run}:authenticated             string  the incarnation that knows the other peers
 * spirt:{run}:trusted                   hash    rank -> join request that was accepted
 * spirt:{run}:passwords                 hash    rank -> password of its database, as ciphertext
 * spirt:{run}:nonce:SENDER:NONCE        string  a message that was accepted; expires
 * spirt:{run}:refused                   hash    reason -> messages refused
 * spirt:{run}:params                    tensor  trainable values
 * spirt:{run}:buffers                   tensor  running statistics; absent if the model has none
 * spirt:{run}:velocity                  tensor  of SGD with momentum
 * spirt:{run}:first-moment              tensor  of Adam
 * spirt:{run}:second-moment             tensor  of Adam
 * spirt:{run}:missed                    JSON    rank -> rounds that it missed one after another
 * spirt:{run}:convergence               JSON    learning rate, best loss, checks without improvement
 * spirt:{run}:statemachines             hash    number of batches -> state machine ARN
 * spirt:{run}:averages                  hash    round -> what the average script recorded
 * spirt:{run}:started                   string  incarnation and round of the last execution started
 * spirt:{run}:epoch-start               string  epoch under way and when it began, epoch milliseconds
 * spirt:{run}:gradients:ROUND           hash    batch -> what its gradient function recorded
 * spirt:{run}:gradient:ROUND:BATCH      tensor  gradient of one batch
 * spirt:{run}:gradient-buffers:ROUND:BATCH  tensor  buffers after that batch
 * spirt:{run}:reported:ROUND            hash    rank -> its announcement, as it came
 * spirt:{run}:barrier:ROUND             string  when the barrier gives up, epoch milliseconds
 * spirt:{run}:candidates:ROUND          JSON    rank -> announcement, as the barrier left it
 * spirt:{run}:aggregate:ROUND           tensor  of all participants' averages
 * spirt:{run}:aggregate-buffers:ROUND   tensor  of all participants' buffers
 * spirt:{run}:record:ROUND              hash    stage -> what it returned; ROUND may be -1
 * spirt:{run}:trial:ID                  hash    an update that is tried and discarded; expires
 * spirt:{run}:trial:ID:params           tensor  params after it
 * spirt:{run}:trial:ID:gradient         tensor  the gradient that it applies
 *
 * spirt:{run}:shared:model              hash    version, digest of the params, counts
 * spirt:{run}:shared:view               JSON    the agreed view and its epoch
 * spirt:{run}:shared:ended              string  why training ended, once it has
 * spirt:{run}:shared:waiting            string  the peer wants to join at the next epoch; expires
 * spirt:{run}:shared:inactive           set     ranks that did not answer the heartbeat
 * spirt:{run}:shared:average:ROUND      tensor  mean of the peer's gradients
 * spirt:{run}:shared:encoded-average:ROUND  tensor  the same as the job's codec encodes it, if it does
 * spirt:{run}:shared:average-buffers:ROUND  tensor  mean of the batches' buffers
 * spirt:{run}:shared:announcement:ROUND JSON    signed: digests of average, params and view
 * spirt:{run}:shared:verdict:ROUND      JSON    what the peer found when it fetched the averages
 * spirt:{run}:shared:settlement:ROUND   JSON    who takes part, who was excluded and why
 * spirt:{run}:shared:vote:EPOCH         JSON    whom to remove, whom to add, convergence
 * </pre>
 */
final class Keys {
  private static final Pattern OF_ROUND =
      Pattern.compile(
          ":(?:gradients|gradient|gradient-buffers|average|encoded-average|average-buffers"
              + "|reported|barrier|candidates|aggregate|aggregate-buffers|record|announcement|verdict|settlement)"
              + ":([0-9]{1,9})(?::[0-9]+)?$");

  private final String prefix;
  private final String shared;

  Keys(String run) {
    this.prefix = "spirt:{" + run + "}:";
    this.shared = prefix + "shared:";
  }

  /** A pattern of all keys of the run. */
  String all() {
    return prefix + "*";
  }

  /** The round that a key is of, if it is of one. */
  Optional<Integer> roundOf(String key) {
    Matcher matcher = key.startsWith(prefix) ? OF_ROUND.matcher(key) : null;
    return matcher != null && matcher.find()
        ? Optional.of(Integer.valueOf(matcher.group(1)))
        : Optional.empty();
  }

  String identity() {
    return prefix + "identity";
  }

  String incarnation() {
    return prefix + "incarnation";
  }

  String authenticated() {
    return prefix + "authenticated";
  }

  String trusted() {
    return prefix + "trusted";
  }

  String passwords() {
    return prefix + "passwords";
  }

  String nonce(int sender, String nonce) {
    return prefix + "nonce:" + sender + ":" + nonce;
  }

  String refused() {
    return prefix + "refused";
  }

  String missed() {
    return prefix + "missed";
  }

  String announcement(int round) {
    return shared + "announcement:" + round;
  }

  String verdict(int round) {
    return shared + "verdict:" + round;
  }

  String settlement(int round) {
    return shared + "settlement:" + round;
  }

  String vote(int epoch) {
    return shared + "vote:" + epoch;
  }

  String model() {
    return shared + "model";
  }

  String params() {
    return prefix + "params";
  }

  String buffers() {
    return prefix + "buffers";
  }

  String optimizer(OptimizerTensor tensor) {
    return prefix + tensor.text();
  }

  String view() {
    return shared + "view";
  }

  String inactive() {
    return shared + "inactive";
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

  String waiting() {
    return shared + "waiting";
  }

  String started() {
    return prefix + "started";
  }

  String ended() {
    return shared + "ended";
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
    return shared + "average:" + round;
  }

  String encodedAverage(int round) {
    return shared + "encoded-average:" + round;
  }

  String averageBuffers(int round) {
    return shared + "average-buffers:" + round;
  }

  String reported(int round) {
    return prefix + "reported:" + round;
  }

  String barrier(int round) {
    return prefix + "barrier:" + round;
  }

  String candidates(int round) {
    return prefix + "candidates:" + round;
  }

  String epochStart() {
    return prefix + "epoch-start";
  }

  String record(int round) {
    return prefix + "record:" + round;
  }

  String aggregate(int round) {
    return prefix + "aggregate:" + round;
  }

  String trial(String id) {
    return prefix + "trial:" + id;
  }

  String aggregateBuffers(int round) {
    return prefix + "aggregate-buffers:" + round;
  }
}
