package io.spirt.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Brings files into the bucket, unless the same bytes are there. S3 checks each file's SHA-256 when
 * it arrives, keeps it, and is asked for it the next time.
 */
final class Uploads {
  private static final String TYPE = "application/octet-stream";

  private final S3Client s3;
  private final String bucket;
  private final InstantSource clock;
  private final Duration interval;
  private final Consumer<String> listener;

  /**
   * @param interval at least between two lines of progress
   * @param listener told the lines
   */
  Uploads(
      S3Client s3,
      String bucket,
      InstantSource clock,
      Duration interval,
      Consumer<String> listener) {
    this.s3 = s3;
    this.bucket = bucket;
    this.clock = clock;
    this.interval = interval;
    this.listener = listener;
  }

  /**
   * Brings all of these files there.
   *
   * @param what they are, for people
   */
  void put(String what, List<Upload> files) {
    List<Upload> missing = files.stream().filter(file -> !isThere(file)).toList();
    if (missing.isEmpty()) {
      listener.accept("%s is in the bucket already".formatted(what));
      return;
    }
    long total = missing.stream().mapToLong(Upload::size).sum();
    UploadProgress progress = new UploadProgress(what, total, clock, interval.toMillis(), listener);
    for (Upload file : missing) {
      put(file, progress);
      progress.ended(file.size());
    }
    listener.accept(progress.summary(missing.size()));
  }

  private boolean isThere(Upload file) {
    try {
      HeadObjectResponse head =
          s3.headObject(r -> r.bucket(bucket).key(file.key()).checksumMode(ChecksumMode.ENABLED));
      return checksum(file).equals(head.checksumSHA256())
          && Long.valueOf(file.size()).equals(head.contentLength());
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  private void put(Upload file, UploadProgress progress) {
    s3.putObject(
        r -> r.bucket(bucket).key(file.key()).contentType(TYPE).checksumSHA256(checksum(file)),
        // A new stream for each try, and for a first reading if the payload is signed.
        RequestBody.fromContentProvider(
            () -> new CountedStream(file.bytes(), progress::at), file.size(), TYPE));
  }

  private static String checksum(Upload file) {
    return Base64.getEncoder().encodeToString(file.sha256());
  }
}
