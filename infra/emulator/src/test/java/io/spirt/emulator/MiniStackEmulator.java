package io.spirt.emulator;

import io.spirt.testing.MiniStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** MiniStack as a process of its own: signatures are checked, policies enforced. */
final class MiniStackEmulator implements Emulator {
  /** Handler processes that are idle for longer end, but for the last of a function. */
  private static final int IDLE_SECONDS = 60;

  private static final String ACCOUNT = "123456789012";

  private final MiniStack process;

  private MiniStackEmulator(MiniStack process) {
    this.process = process;
  }

  /**
   * Starts one on a free port.
   *
   * @param program its path
   * @param folder for its log and temporary files
   */
  static MiniStackEmulator start(Path program, Path folder) {
    try {
      Path temporary = Files.createDirectories(folder.resolve("tmp"));
      return new MiniStackEmulator(
          MiniStack.start(
              program,
              Map.of(
                  "AUTH",
                  "true",
                  "MINISTACK_ACCOUNT_ID",
                  ACCOUNT,
                  "LAMBDA_WARM_TTL_SECONDS",
                  Integer.toString(IDLE_SECONDS),
                  "TMPDIR",
                  temporary.toString()),
              folder.resolve("ministack.log")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  @Override
  public String name() {
    return "MiniStack";
  }

  @Override
  public URI uri() {
    return process.endpoint();
  }

  @Override
  public String account() {
    return ACCOUNT;
  }

  @Override
  public boolean enforcesPolicies() {
    return true;
  }

  @Override
  public void close() {
    process.close();
  }
}
