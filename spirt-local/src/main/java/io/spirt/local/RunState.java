package io.spirt.local;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has to be known to resume a run beside its objects, keys and databases. Holds a secret; its
 * file can be read by its owner only.
 *
 * @param format of this record, 1
 * @param tls whether databases are reached over TLS
 * @param peers ranks given out so far; newcomers have the highest
 * @param sharedSecret the job's initial shared secret, base64
 */
record RunState(
    @JsonProperty(value = "format", required = true) int format,
    @JsonProperty(value = "tls", required = true) boolean tls,
    @JsonProperty(value = "peers", required = true) int peers,
    @JsonProperty(value = "sharedSecret", required = true) String sharedSecret) {

  static final int FORMAT = 1;
  private static final String FILE = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The state after one more peer. */
  RunState withPeer() {
    return new RunState(format, tls, peers + 1, sharedSecret);
  }

  /** True if there is a state in that folder. */
  static boolean isIn(Path runtime) {
    return Files.exists(runtime.resolve(FILE));
  }

  /**
   * The state in that folder.
   *
   * @throws RunRefusedException if it cannot be read
   */
  static RunState read(Path runtime) {
    Path file = runtime.resolve(FILE);
    try {
      RunState state = JSON.readValue(file.toFile(), RunState.class);
      if (state.format() == FORMAT) {
        return state;
      }
      throw new RunRefusedException(
          file + " is of format " + state.format() + ", this version of SPIRT reads " + FORMAT);
    } catch (IOException e) {
      // Not its message: that may quote what is in the file.
      throw new RunRefusedException(
          file + " cannot be read (" + e.getClass().getSimpleName() + "): train the job again");
    }
  }

  /** Writes the state, whole or not at all. */
  void write(Path runtime) throws IOException {
    PrivateFiles.write(runtime.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return peers + " peers" + (tls ? " with TLS" : "");
  }
}
