package io.spirt.redisai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration file of a redis-server. Not thread-safe. */
final class RedisConfiguration {
  /** Ten years: saves when told to, or on SIGTERM, and not by itself. */
  private static final String SAVE_INTERVAL_SECONDS = "315360000";

  private static final String SNAPSHOT_FILE = "snapshot.rdb";
  private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern RULE = Pattern.compile("[!-~&&[^\"'\\\\]]+");
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\x00]");

  String password;
  boolean defaultUserOff;
  Path module;
  boolean appendOnly;
  boolean snapshots;
  boolean debugCommand;
  private final List<String> users = new ArrayList<>();
  private final List<String> tls = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();

  void user(String name, String passwordSha256Hex, String... rules) {
    if (!USER_NAME.matcher(name).matches() || name.equals("default")) {
      throw new IllegalArgumentException(
          "a user's name has letters, digits, '.', '_' and '-', and is not 'default', but '"
              + name
              + "' was given: for the default user call password() or defaultUserOff()");
    }
    if (!SHA256.matcher(passwordSha256Hex).matches()) {
      throw new IllegalArgumentException(
          "the password of user '"
              + name
              + "' is to be given as its SHA-256: 64 lower-case hexadecimal digits");
    }
    StringBuilder line = new StringBuilder("user " + name + " on #" + passwordSha256Hex);
    for (String rule : rules) {
      if (!RULE.matcher(rule).matches()) {
        throw new IllegalArgumentException(
            "rule '" + rule + "' of user '" + name + "' has a space, quote or control character");
      }
      line.append(' ').append(rule);
    }
    users.add(line.toString());
  }

  void tls(Path certificate, Path privateKey, Path certificateAuthority) {
    tls.clear();
    tls.add("tls-cert-file " + quoted(certificate.toAbsolutePath().toString()));
    tls.add("tls-key-file " + quoted(privateKey.toAbsolutePath().toString()));
    tls.add("tls-ca-cert-file " + quoted(certificateAuthority.toAbsolutePath().toString()));
    tls.add("tls-auth-clients no");
    tls.add("tls-protocols \"TLSv1.2 TLSv1.3\"");
  }

  void setting(String directive, String... arguments) {
    StringBuilder line = new StringBuilder(directive);
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    settings.add(line.toString());
  }

  /**
   * Refuses what would leave the server open or its data in doubt.
   *
   * @throws IllegalArgumentException saying what to call
   */
  void check() {
    if (password != null && (password.isEmpty() || LINE_BREAK.matcher(password).find())) {
      throw new IllegalArgumentException(
          "a server needs a password that is not empty and has no line break: call password()");
    }
    if (password == null && !defaultUserOff) {
      throw new IllegalArgumentException(
          "the default user would be let in without a password:"
              + " call password(), or user() and defaultUserOff()");
    }
    if (password != null && defaultUserOff) {
      throw new IllegalArgumentException(
          "password() is the default user's, who is off: call one of password() and"
              + " defaultUserOff()");
    }
    if (defaultUserOff && users.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody could come in: with defaultUserOff(), call user()");
    }
    if (appendOnly && snapshots) {
      throw new IllegalArgumentException(
          "a server with an append-only file does not load its snapshot: call one of appendOnly()"
              + " and snapshots()");
    }
  }

  /** Writes a file that only its owner can read, replacing the one of an earlier server. */
  Path write(Path folder, int port) throws IOException {
    Path file = folder.resolve("redis.conf");
    Files.deleteIfExists(file);
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    return Files.write(file, lines(folder, port), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  private List<String> lines(Path folder, int port) {
    List<String> lines = new ArrayList<>();
    lines.add("bind 127.0.0.1");
    lines.add("port " + (tls.isEmpty() ? port : 0));
    if (!tls.isEmpty()) {
      lines.add("tls-port " + port);
      lines.addAll(tls);
    }
    lines.add("daemonize no");
    lines.add("logfile \"\"");
    lines.add("dir " + quoted(folder.toString()));
    addPersistence(lines);
    lines.add("maxmemory 0");
    lines.add("maxmemory-policy noeviction");
    if (module != null) {
      lines.add("loadmodule " + quoted(module.toAbsolutePath().toString()));
    }
    lines.add(password == null ? "user default off" : "requirepass " + quoted(password));
    lines.addAll(users);
    if (debugCommand) {
      lines.add("enable-debug-command local");
    }
    lines.addAll(settings);
    return lines;
  }

  private void addPersistence(List<String> lines) {
    if (snapshots) {
      lines.add("save " + SAVE_INTERVAL_SECONDS + " 1");
      lines.add("dbfilename " + SNAPSHOT_FILE);
      lines.add("shutdown-on-sigterm save");
      lines.add("shutdown-on-sigint save");
      // Tensors hardly shrink, and trying takes longer than writing.
      lines.add("rdbcompression no");
    } else {
      lines.add("save \"\"");
    }
    lines.add("appendonly " + (appendOnly ? "yes" : "no"));
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
