package io.spirt.statemachine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names of state machines and executions: the same arguments give the same name, so that whoever
 * creates or starts one twice finds the first. At most {@link Limits#NAME_CHARACTERS} characters; a
 * run's name that is too long for that is cut and a digest of the whole is put in the place of the
 * rest.
 */
public final class MachineNames {
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern INCARNATION = Pattern.compile("[a-z0-9]{1,16}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{12}");
  private static final int DIGEST_BYTES = 6;

  private MachineNames() {}

  /**
   * {@code <run>-rank<r>-<n>batches}: a peer's state machine for rounds of that many batches.
   *
   * @throws IllegalArgumentException if the run's name holds other characters than ASCII letters,
   *     digits, {@code -} and {@code _}, or a number is out of range
   */
  public static String stateMachine(String run, int rank, int batches) {
    return fit(
        run, "-rank" + atLeast(0, rank, "rank") + "-" + atLeast(1, batches, "batches") + "batches");
  }

  /**
   * {@code <run>-rank<r>-round<k>-<incarnation>}: a peer's execution of one round. A peer that
   * failed and comes back is another incarnation of its rank: it may run the round again that it
   * failed in, while retries of one incarnation start it once.
   *
   * @param round counted from 0 over the whole job
   * @param incarnation letters and digits
   * @throws IllegalArgumentException as {@link #stateMachine}
   */
  public static String execution(String run, int rank, int round, String incarnation) {
    if (!INCARNATION.matcher(incarnation).matches()) {
      throw new IllegalArgumentException(
          "incarnation '%s': 1 to 16 lower-case letters and digits".formatted(incarnation));
    }
    return fit(
        run,
        "-rank"
            + atLeast(0, rank, "rank")
            + "-round"
            + atLeast(0, round, "round")
            + "-"
            + incarnation);
  }

  /**
   * {@code <run>-<digest>}: the execution that submits a job, and the one that starts a peer of it.
   *
   * @param digest 12 hexadecimal digits of the job: another job of the same name is another
   *     submission
   * @throws IllegalArgumentException as {@link #stateMachine}
   */
  public static String submission(String run, String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "digest '%s': 12 lower-case hexadecimal digits".formatted(digest));
    }
    return fit(run, "-" + digest);
  }

  private static String fit(String run, String end) {
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "run '%s': a name holds only letters, digits, '-' and '_'".formatted(run));
    }
    int room = Limits.NAME_CHARACTERS - end.length();
    if (run.length() <= room) {
      return run + end;
    }
    String digest = digest(run);
    return run.substring(0, room - digest.length() - 1) + "-" + digest + end;
  }

  private static int atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException("%s is %d, at least %d".formatted(what, value, least));
    }
    return value;
  }

  private static String digest(String run) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
