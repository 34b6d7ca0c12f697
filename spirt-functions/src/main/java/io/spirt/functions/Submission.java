package io.spirt.functions;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A job that was taken: its data are cut, its peers can be set off. Also what the state machine of
 * submissions hands from one function to the next.
 *
 * @param run name of the run, which is the job's
 * @param digest of the job: whoever submits the same job again finds this run
 * @param peers number of peers at the start
 * @param submittedMillis when it was taken, epoch milliseconds
 */
public record Submission(
    @JsonProperty("run") String run,
    @JsonProperty("digest") String digest,
    @JsonProperty("peers") int peers,
    @JsonProperty("submittedMillis") long submittedMillis) {
  private static final int DIGEST_BYTES = 6;

  /** A job taken at that moment. */
  public static Submission of(Job job, long millis) {
    return new Submission(job.name(), digest(job), job.peers(), millis);
  }

  /** Twelve hexadecimal digits of the SHA-256 of the job with all its defaults. */
  public static String digest(Job job) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(JobReader.write(job).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Name of the execution that takes the job, and of the one by which each peer enters: the same
   * for the same job, so that starting twice starts once. At most 77 characters.
   */
  public String executionName() {
    return run + "-" + digest;
  }
}
