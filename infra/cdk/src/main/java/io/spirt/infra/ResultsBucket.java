package io.spirt.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/**
 * The bucket for data, checkpoints, models and reports: the one thing that stays when the stacks
 * are deleted. Datasets that were uploaded can be uploaded again, so they go after a while; batches
 * lie beside the run's results and become cheaper.
 */
final class ResultsBucket {
  /** Long enough to undo a mistake; every checkpoint that is replaced costs until then. */
  private static final int OLD_VERSIONS_DAYS = 7;

  private static final int UNFINISHED_UPLOAD_DAYS = 7;
  private static final int SELDOM_READ_DAYS = 30;
  private static final int DATASET_DAYS = 90;

  private ResultsBucket() {}

  static Bucket create(Construct scope) {
    return Bucket.Builder.create(scope, "Results")
        .versioned(true)
        .encryption(BucketEncryption.S3_MANAGED)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(RemovalPolicy.RETAIN)
        .lifecycleRules(
            List.of(
                LifecycleRule.builder()
                    .id("old-versions")
                    .noncurrentVersionExpiration(Duration.days(OLD_VERSIONS_DAYS))
                    .abortIncompleteMultipartUploadAfter(Duration.days(UNFINISHED_UPLOAD_DAYS))
                    .expiredObjectDeleteMarker(true)
                    .build(),
                LifecycleRule.builder()
                    .id("old-datasets")
                    .prefix("data/")
                    .expiration(Duration.days(DATASET_DAYS))
                    .build(),
                LifecycleRule.builder()
                    .id("old-batches")
                    .prefix("runs/")
                    .transitions(
                        List.of(
                            Transition.builder()
                                .storageClass(StorageClass.INTELLIGENT_TIERING)
                                .transitionAfter(Duration.days(SELDOM_READ_DAYS))
                                .build()))
                    .build()))
        .build();
  }
}
