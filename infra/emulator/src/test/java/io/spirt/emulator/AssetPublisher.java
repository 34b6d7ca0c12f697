package io.spirt.emulator;

import io.spirt.emulator.CloudAssembly.FileAsset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Does what {@code cdk bootstrap} and the publishing half of {@code cdk deploy} do: the account's
 * bucket for assets, the parameter with the bootstrap's version, and the files.
 */
final class AssetPublisher {
  private static final String VERSION_PARAMETER = "/cdk-bootstrap/hnb659fds/version";
  private static final String VERSION = "30";

  private final S3Client s3;
  private final String account;
  private final String region;

  AssetPublisher(S3Client s3, String account, String region) {
    this.s3 = s3;
    this.account = account;
    this.region = region;
  }

  /** Prepares the account. */
  void bootstrap(SsmClient ssm) {
    s3.createBucket(request -> request.bucket(bucket()));
    ssm.putParameter(
        request ->
            request
                .name(VERSION_PARAMETER)
                .value(VERSION)
                .type(ParameterType.STRING)
                .overwrite(true));
  }

  /** Name of the bucket for assets. */
  String bucket() {
    return "cdk-hnb659fds-assets-" + account + "-" + region;
  }

  /** Publishes what the assembly lists. */
  void publish(List<FileAsset> assets) {
    for (FileAsset asset : assets) {
      put(resolve(asset.bucket()), asset.key(), bytes(asset));
    }
  }

  /** Puts one more object beside the assets. */
  void put(String key, byte[] bytes) {
    put(bucket(), key, bytes);
  }

  /** What a placeholder for account, region or partition stands for. */
  String resolve(String text) {
    return text.replace("${AWS::AccountId}", account)
        .replace("${AWS::Region}", region)
        .replace("${AWS::Partition}", "aws");
  }

  private void put(String bucket, String key, byte[] bytes) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  private static byte[] bytes(FileAsset asset) {
    try {
      return asset.zip() ? ZipFiles.of(asset.source()) : Files.readAllBytes(asset.source());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish " + asset.source(), e);
    }
  }
}
