package io.spirt.infra;

import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** What all peers share, and what takes jobs. Its outputs are how the command line finds it. */
final class SharedStack extends Stack {
  private final Bucket bucket;
  private final Network network;
  private final Secret sharedSecret;
  private final AlarmTopic topic;

  SharedStack(Construct scope, Deployment deployment, FunctionPackages packages) {
    super(
        scope,
        new DeploymentNames(deployment.name()).sharedStack(),
        properties("SPIRT: what the peers of " + deployment.name() + " share"));
    DeploymentNames names = new DeploymentNames(deployment.name());
    bucket = ResultsBucket.create(this);
    network = new Network(this, bucket.getBucketName(), deployment.logRetentionDays());
    sharedSecret = Secrets.create(this, "SharedSecret");
    topic = new AlarmTopic(this, deployment);
    AdminFunctions admin =
        new AdminFunctions(
            this, deployment, new FunctionParts(deployment, packages, network), bucket());
    var unused = new SharedAlarms(this, names, topic.arn(), admin.submissionMachine());
    var dashboard = new JobDashboard(this, deployment.name());
    output("Bucket", bucket.getBucketName(), "Data, checkpoints, models and reports");
    output("SubmissionMachine", admin.submissionMachine(), "Takes jobs");
    output("Peers", Integer.toString(deployment.peers()), "Number of peers");
    output("Region", Aws.REGION, "Where this is");
    output(
        "Dashboard",
        "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
            .formatted(Aws.REGION, Aws.REGION, dashboard.name()),
        "Losses, times, costs");
    output(
        "KeptOnDestroy",
        bucket.getBucketName(),
        "The bucket stays when the stacks are deleted, and costs as long as it holds objects");
    Findings.explain(this, Findings.OF_SHARED);
  }

  /** What the stacks have in common. */
  static StackProps properties(String description) {
    return StackProps.builder()
        .description(description + ". Deleting it keeps nothing but the results bucket.")
        .build();
  }

  /** Name of the results bucket. */
  String bucket() {
    return bucket.getBucketName();
  }

  Network network() {
    return network;
  }

  /** ARN of the secret that all peers share. */
  String sharedSecret() {
    return sharedSecret.getSecretArn();
  }

  /** ARN of the topic that alarms tell. */
  String topic() {
    return topic.arn();
  }

  private void output(String key, String value, String description) {
    CfnOutput.Builder.create(this, key).value(value).description(description).build();
  }
}
