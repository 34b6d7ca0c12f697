package io.spirt.functions;

import io.spirt.redisai.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a process and a database, and cuts all lines for good after a number of requests:
 * as the database sees it, the process died.
 */
final class DyingProxy implements AutoCloseable {
  private final RedisServer server;
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private int left;

  /**
   * @param requests how many get through
   */
  DyingProxy(RedisServer server, int requests) {
    this.server = server;
    this.left = requests;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** True if it cut the lines. */
  synchronized boolean isDead() {
    return left < 0;
  }

  private synchronized boolean mayPass() {
    left--;
    return left >= 0;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket database = new Socket(server.host(), server.port());
        sockets.add(client);
        sockets.add(database);
        start(() -> forward(client, database, true));
        start(() -> forward(database, client, false));
      }
    } catch (IOException e) {
      // The end of it.
    }
  }

  /** A request is what comes at once: clients wait for the answer before the next. */
  private void forward(Socket from, Socket to, boolean requests) {
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int count = input.read(bytes); count > 0; count = input.read(bytes)) {
        if (requests && !mayPass()) {
          break;
        }
        output.write(bytes, 0, count);
        output.flush();
      }
    } catch (IOException e) {
      // One end is gone, and so is the other.
    }
    if (isDead()) {
      close();
    } else {
      close(from);
      close(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "dying-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    close(door);
    sockets.forEach(DyingProxy::close);
  }
}
