package io.spirt.redisai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Which build of the module is tested: the plain one, or with -Dspirt.redisai.variant=asan that.
 */
final class Variant {
  static final boolean ASAN = "asan".equals(System.getProperty("spirt.redisai.variant"));

  private static final Pattern LIBASAN = Pattern.compile("(/\\S*libasan\\S*)");

  private Variant() {}

  /** A server with the module of this variant; skips the test if this machine cannot run it. */
  static RedisServer.Builder server() {
    RedisServer.Builder builder =
        RedisServer.builder()
            .password(Database.PASSWORD)
            .debugCommand(true)
            .directory(newDirectory());
    return ASAN ? withSanitizers(builder) : builder.module(RedisModule.path());
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/servers")), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if a sanitizer has complained in this server's log. */
  static void assertClean(RedisServer server) {
    try {
      String log = Files.readString(server.directory().resolve("redis.log"));
      if (log.contains("AddressSanitizer") || log.contains("runtime error:")) {
        throw new AssertionError(log);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RedisServer.Builder withSanitizers(RedisServer.Builder builder) {
    Path module = RedisModule.path().resolveSibling("asan").resolve("spirt-redisai.so");
    Optional<String> library = Files.exists(module) ? libasan(module) : Optional.empty();
    Assumptions.assumeTrue(
        library.isPresent(), "skipped: install gcc with libasan and libubsan, then 'make asan'");
    return builder
        .module(module)
        .environment("LD_PRELOAD", library.get())
        .environment("ASAN_OPTIONS", "detect_leaks=0:allocator_may_return_null=1:abort_on_error=1")
        .environment("UBSAN_OPTIONS", "print_stacktrace=1");
  }

  private static Optional<String> libasan(Path module) {
    try {
      Process ldd = new ProcessBuilder("ldd", module.toString()).start();
      String output = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = LIBASAN.matcher(output);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
