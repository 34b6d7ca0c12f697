package io.spirt.infra;

import io.spirt.deployment.Deployment;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.CfnTopic;
import software.amazon.awscdk.services.sns.CfnTopicPolicy;
import software.constructs.Construct;

/** Where alarms go, encrypted, and the budget, which tells the same people. */
final class AlarmTopic extends Construct {
  private static final List<String> TELLERS =
      List.of("cloudwatch.amazonaws.com", "budgets.amazonaws.com");
  private static final int PENDING_DAYS = 7;
  private static final int EARLY_PERCENT = 80;

  private final CfnTopic topic;

  AlarmTopic(Construct scope, Deployment deployment) {
    super(scope, "Alarms");
    CfnKey key = key(deployment);
    topic =
        CfnTopic.Builder.create(this, "Topic")
            .displayName("SPIRT " + deployment.name())
            .kmsMasterKeyId(key.getAttrKeyId())
            .build();
    CfnTopicPolicy policy =
        CfnTopicPolicy.Builder.create(this, "TopicPolicy")
            .topics(List.of(topic.getRef()))
            .policyDocument(Statement.document(List.of(tellers(), tlsOnly())))
            .build();
    if (deployment.alarmEmail() != null) {
      CfnSubscription.Builder.create(this, "Email")
          .topicArn(topic.getRef())
          .protocol("email")
          .endpoint(deployment.alarmEmail())
          .build();
    }
    addBudget(deployment).getNode().addDependency(policy);
  }

  String arn() {
    return topic.getRef();
  }

  /** The services that tell must be able to encrypt what they say. */
  private CfnKey key(Deployment deployment) {
    Map<String, Object> care =
        Statement.allow("LookAfter", PeerKey.CARE, List.of("*"))
            .json(Map.of("AWS", Arns.account()));
    Map<String, Object> use =
        Statement.allow("Encrypt", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of("*"))
            .when("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID)
            .json(Map.of("Service", TELLERS));
    CfnKey key =
        CfnKey.Builder.create(this, "Key")
            .description("Alarms of " + deployment.name())
            .enableKeyRotation(true)
            .pendingWindowInDays(PENDING_DAYS)
            .keyPolicy(Statement.document(List.of(care, use)))
            .build();
    key.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return key;
  }

  private Map<String, Object> tellers() {
    return Statement.allow("Tell", "sns:Publish", topic.getRef())
        .when("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID)
        .json(Map.of("Service", TELLERS));
  }

  private Map<String, Object> tlsOnly() {
    return Statement.deny("OnlyTls", List.of("sns:Publish"), List.of(topic.getRef()))
        .when("Bool", "aws:SecureTransport", "false")
        .json(Map.of("AWS", "*"));
  }

  /** Of the whole account: tags count only once somebody has activated them for billing. */
  private CfnBudget addBudget(Deployment deployment) {
    return CfnBudget.Builder.create(this, "Budget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetName(deployment.name() + "-monthly")
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    CfnBudget.SpendProperty.builder()
                        .amount(deployment.budgetDollars())
                        .unit("USD")
                        .build())
                .build())
        .notificationsWithSubscribers(
            List.of(
                notification("ACTUAL", EARLY_PERCENT),
                notification("ACTUAL", 100),
                notification("FORECASTED", 100)))
        .build();
  }

  private CfnBudget.NotificationWithSubscribersProperty notification(String type, int percent) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("SNS")
                    .address(topic.getRef())
                    .build()))
        .build();
  }
}
