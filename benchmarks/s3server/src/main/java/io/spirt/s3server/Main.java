package io.spirt.s3server;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs S3Mock on a free port of loopback until standard input ends, as it does when the process
 * that started this one has ended. The first line on standard output is the port.
 */
// Embedding is deprecated in favour of containers; training on one machine must not need those.
@SuppressWarnings("deprecation")
public final class Main {
  private Main() {}

  /**
   * Starts the server, says its port and waits for the end.
   *
   * @param arguments the folder for the objects
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("give the folder for the objects, and nothing else");
    }
    PrintStream answer = System.out;
    // What S3Mock writes is a log.
    System.setOut(System.err);
    answer.println(start(arguments[0]).getHttpPort());
    answer.flush();
    int read;
    do {
      read = System.in.read();
    } while (read >= 0);
    // Nobody wants the objects any more.
    Runtime.getRuntime().halt(0);
  }

  private static S3MockApplication start(String folder) {
    // The map is changed by S3Mock.
    Map<String, Object> settings = new HashMap<>();
    settings.put(S3MockApplication.PROP_HTTP_PORT, 0);
    settings.put(S3MockApplication.PROP_HTTPS_PORT, 0);
    settings.put("com.adobe.testing.s3mock.store.root", folder);
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.main.banner-mode", "off");
    settings.put("logging.level.root", "WARN");
    return S3MockApplication.start(settings);
  }
}
