package io.spirt.emulator.iam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Permissions that the suite does not use, each with the reason why the roles have them. */
final class UnexercisedStatements {
  /**
   * Some permissions.
   *
   * @param roles names of the roles, as a regular expression
   * @param actions as a regular expression
   * @param resources ARNs, as a regular expression
   * @param reason why nothing uses them here
   */
  private record Explained(Pattern roles, Pattern actions, Pattern resources, String reason) {
    static Explained of(String roles, String actions, String resources, String reason) {
      return new Explained(
          Pattern.compile(roles), Pattern.compile(actions), Pattern.compile(resources), reason);
    }

    boolean covers(String role, String action, String resource) {
      return roles.matcher(role).matches()
          && actions.matcher(action).matches()
          && resources.matcher(resource).matches();
    }
  }

  private static final String ANY = ".*";

  private static final List<Explained> ALL =
      List.of(
          Explained.of(
              ANY,
              "ec2:.*",
              ANY,
              "Lambda itself makes the functions' network interfaces; the emulated network has"
                  + " none"),
          Explained.of(
              ANY,
              "logs:(CreateLogStream|PutLogEvents|DescribeLogStreams)",
              ANY,
              "Lambda and the network themselves write logs; the emulator needs no permission"),
          Explained.of(
              ANY,
              "sqs:DeleteMessageBatch",
              ANY,
              "not a right of AWS: the suite names it for the emulator, and counts its use as that"
                  + " of sqs:DeleteMessage"),
          Explained.of(
              ANY, "xray:.*", ANY, "the daemon of Lambda and Step Functions itself send traces"),
          Explained.of(
              ANY,
              "logs:(CreateLogDelivery|GetLogDelivery|UpdateLogDelivery|DeleteLogDelivery"
                  + "|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies"
                  + "|DescribeLogGroups)",
              ANY,
              "Step Functions sets up a machine's logging with them; the emulator needs none"),
          Explained.of(
              ANY,
              "(ssm|ssmmessages):.*",
              ANY,
              "the session manager's agent on the instance uses them; the database that stands"
                  + " for the instance has none"),
          Explained.of(
              ANY,
              "s3:ListBucket",
              ANY,
              "S3 asks for it where an object that is read is missing, and else says forbidden;"
                  + " the emulator says missing"),
          Explained.of(
              ANY,
              "s3:(Get|Put|Delete)Object",
              ".*/checkpoints/\\*",
              "used when a peer lags, comes back or is new"),
          Explained.of(
              ANY,
              "s3:GetObject",
              ".*/runs/\\*/(model/\\*|admitted/model.json)",
              "the job's network comes without files"),
          Explained.of(
              ".*PrepareRole.*",
              "s3:(Get|Put)Object",
              ".*/(data/\\*|models/\\*|model/\\*|admitted/model.json)",
              "the job names neither data nor weights of its own"),
          Explained.of(
              ".*(Heartbeat|TriggerEpoch|Update|Auth)Role.*",
              "s3:GetObject",
              ".*/admitted/\\*",
              "asked when a peer announces itself anew or the run is resumed"),
          Explained.of(
              ".*(Auth|Heartbeat|TriggerEpoch)Role.*",
              "sqs:.*",
              ".*-(join|password)",
              "peers introduce themselves anew when one comes back or joins"),
          Explained.of(
              ".*UpdateRole.*",
              "kms:Decrypt",
              ANY,
              "a peer that lags opens its key pair to look into the others' databases"),
          Explained.of(
              ".*AggregateRole.*",
              "s3:GetObject",
              ".*/runs/\\*/data/\\*",
              "zeno's trials read batches; the job's rule is mean"),
          Explained.of(
              ".*ConvergeRole.*",
              "s3:(Get|Put)Object",
              ".*/(outcome.json|model.safetensors)",
              "whichever peer is first writes the outcome; the others may find it there"),
          Explained.of(
              ".*TriggerEpochRole.*",
              "s3:(Get|Delete)Object",
              ".*/outcome.json",
              "an outcome is dropped when the last digests differ"));

  private UnexercisedStatements() {}

  /** Why nothing uses that; empty if nobody says of one of its actions on one of its resources. */
  static Optional<String> reason(Statement statement) {
    Set<String> reasons = new TreeSet<>();
    for (String action : statement.actions()) {
      for (String resource : statement.resources()) {
        Optional<Explained> explained =
            ALL.stream().filter(e -> e.covers(statement.role(), action, resource)).findFirst();
        if (explained.isEmpty()) {
          return Optional.empty();
        }
        reasons.add(explained.get().reason());
      }
    }
    return Optional.of(String.join("; ", reasons));
  }
}
