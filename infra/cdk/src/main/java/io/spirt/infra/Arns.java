package io.spirt.infra;

import software.amazon.awscdk.Aws;

/** ARNs in the account and region that a stack is deployed to. */
final class Arns {
  private Arns() {}

  /** Of something of a service, in this region and account. */
  static String of(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(Aws.PARTITION, service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }

  static String function(String name) {
    return of("lambda", "function:" + name);
  }

  static String queue(String name) {
    return of("sqs", name);
  }

  static String stateMachine(String name) {
    return of("states", "stateMachine:" + name);
  }

  /** The account itself, as the principal of a policy. */
  static String account() {
    return "arn:%s:iam::%s:root".formatted(Aws.PARTITION, Aws.ACCOUNT_ID);
  }

  /** Objects of a bucket. */
  static String object(String bucket, String key) {
    return "arn:%s:s3:::%s/%s".formatted(Aws.PARTITION, bucket, key);
  }

  static String bucket(String bucket) {
    return "arn:%s:s3:::%s".formatted(Aws.PARTITION, bucket);
  }
}
