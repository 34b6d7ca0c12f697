package io.spirt.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.CfnAlias;
import software.amazon.awscdk.services.kms.CfnKey;
import software.constructs.Construct;

/**
 * The key that a peer's key pair is encrypted with. The account looks after it, and may not use it;
 * the functions that it is opened to may use it, under the peer's own rank alone.
 */
final class PeerKey extends Construct {
  private static final int PENDING_DAYS = 7;

  /** What the account may do with a key: look after it, and not use it. */
  static final List<String> CARE =
      List.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListKeyPolicies",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

  private final CfnKey key;

  /**
   * @param users role ARNs by what they may do, such as {@code kms:Decrypt}
   */
  PeerKey(Construct scope, String peer, int rank, Map<String, List<String>> users) {
    super(scope, "Key");
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(
        Statement.allow("LookAfter", CARE, List.of("*")).json(Map.of("AWS", Arns.account())));
    users.keySet().stream()
        .sorted()
        .forEach(
            action ->
                statements.add(
                    Statement.allow(action.replace(":", ""), action, "*")
                        .when("StringEquals", "kms:EncryptionContext:rank", Integer.toString(rank))
                        .json(Map.of("AWS", users.get(action)))));
    key =
        CfnKey.Builder.create(this, "Key")
            .description("Key pairs of " + peer)
            .enableKeyRotation(true)
            .pendingWindowInDays(PENDING_DAYS)
            .keyPolicy(Statement.document(statements))
            .build();
    key.applyRemovalPolicy(RemovalPolicy.DESTROY);
    CfnAlias.Builder.create(this, "Alias")
        .aliasName("alias/" + peer)
        .targetKeyId(key.getAttrKeyId())
        .build();
  }

  String arn() {
    return key.getAttrArn();
  }
}
