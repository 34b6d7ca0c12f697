package io.spirt.local.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Opens the JDK's HTTP server. Every server of a run is opened here. */
public final class LoopbackServer {
  static {
    // Read once, when the first server is made. Without it each answer waits for the client's
    // delayed acknowledgement: 40 ms a call, which gradients feel.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private LoopbackServer() {}

  /** A server on a free port of loopback, not started yet. */
  public static HttpServer open() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }
}
