package io.spirt.frameworks.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files and variables that make a broker private: everything below one folder, all ports on
 * loopback, nothing of the system's own configuration. Secrets are in files that only their owner
 * may read.
 *
 * @param folder the broker's folder
 * @param port of AMQP
 * @param distributionPort Erlang's own port, which a broker opens even if it is alone
 * @param portMapperPort of epmd
 */
record RabbitConfiguration(Path folder, int port, int distributionPort, int portMapperPort) {
  /** What the broker prints once all its ports are open. */
  static final String READY = "Server startup complete";

  private static final String NODE = "spirt@localhost";

  /**
   * Writes the files.
   *
   * @param cookie Erlang's own password: capital letters
   * @param maxMessageBytes largest body of a message
   */
  void write(String user, String password, String cookie, long maxMessageBytes) throws IOException {
    secret(
        "rabbitmq.conf",
        """
        listeners.tcp.1 = 127.0.0.1:%d
        default_user = %s
        default_pass = %s
        loopback_users.%s = true
        max_message_size = %d
        heartbeat = 20
        log.file = false
        log.console = true
        log.console.level = info
        log.console.use_colors = off
        """
            .formatted(port, user, password, user, maxMessageBytes));
    secret(".erlang.cookie", cookie);
    Files.setPosixFilePermissions(
        folder.resolve(".erlang.cookie"), PosixFilePermissions.fromString("r--------"));
    secret("enabled_plugins", "[].\n");
    secret("environment", "");
  }

  /** The variables for broker and port mapper; no secrets. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOME", folder.toString());
    variables.put("ERL_EPMD_PORT", Integer.toString(portMapperPort));
    variables.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    variables.put("ERL_AFLAGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    variables.put("RABBITMQ_NODENAME", NODE);
    variables.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
    variables.put("RABBITMQ_CONF_ENV_FILE", file("environment"));
    variables.put("RABBITMQ_CONFIG_FILE", file("rabbitmq.conf"));
    variables.put("RABBITMQ_ADVANCED_CONFIG_FILE", file("advanced.config"));
    variables.put("RABBITMQ_ENABLED_PLUGINS_FILE", file("enabled_plugins"));
    variables.put("RABBITMQ_FEATURE_FLAGS_FILE", file("feature_flags"));
    variables.put("RABBITMQ_MNESIA_BASE", file("data"));
    variables.put("RABBITMQ_LOG_BASE", file("log"));
    variables.put("RABBITMQ_PID_FILE", file("pid"));
    // The program then becomes the broker instead of starting it: one process to end.
    variables.put("RABBITMQ_ALLOW_INPUT", "1");
    return variables;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void secret(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.deleteIfExists(file);
    try {
      Files.createFile(file, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " was made by somebody else at the same time", e);
    }
    Files.write(file, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
  }
}
