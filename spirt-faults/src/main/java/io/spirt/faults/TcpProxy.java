package io.spirt.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stands in front of a server on loopback and can refuse for a while what the server would take.
 * Knows nothing of what goes over its connections, but for what it is given to forward with.
 * Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** Passes on what one client says, until it ends. Made for each connection. */
  @FunctionalInterface
  public interface Forwarding {
    /** Both streams stay the caller's. */
    void forward(InputStream client, OutputStream server) throws IOException;
  }

  private final int target;
  private final Supplier<Forwarding> forwarding;
  private final int port;
  private final Set<Socket> open = new HashSet<>();
  private ServerSocket listener;
  private boolean closed;

  /**
   * Starts on a free port.
   *
   * @param target the server's port
   */
  public TcpProxy(int target) {
    this(target, () -> InputStream::transferTo);
  }

  /**
   * Starts on a free port.
   *
   * @param target the server's port
   * @param forwarding what passes on what clients say, one for each connection; what the server
   *     says is passed on as it is
   */
  public TcpProxy(int target, Supplier<Forwarding> forwarding) {
    this.target = target;
    this.forwarding = forwarding;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    serve(listener);
  }

  /** The port that clients take for the server's; stays the same. */
  public int port() {
    return port;
  }

  /** Port of the server. */
  public int target() {
    return target;
  }

  /** Cuts all connections and refuses new ones. */
  synchronized void refuse() {
    closeQuietly(listener);
    open.forEach(TcpProxy::closeQuietly);
    open.clear();
  }

  /**
   * Takes connections again.
   *
   * @throws UncheckedIOException if somebody else has taken the port
   */
  synchronized void accept() {
    if (!closed && listener.isClosed()) {
      listener = listen(port);
      serve(listener);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    refuse();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      // Connections that were cut linger on the port for a minute; they are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of loopback", e);
    }
  }

  private void serve(ServerSocket clients) {
    start(
        () -> {
          while (!clients.isClosed()) {
            try {
              connect(clients, clients.accept());
            } catch (IOException e) {
              // The listener was closed, which ends the loop, or a client has gone already.
            }
          }
        });
  }

  private void connect(ServerSocket clients, Socket client) throws IOException {
    Socket server = new Socket();
    if (!keep(clients, client, server)) {
      return;
    }
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      // The server is gone: to the client it looks as if it had just died.
      drop(client, server);
      return;
    }
    Forwarding toServer = forwarding.get();
    start(() -> copy(client, server, toServer));
    start(() -> copy(server, client, InputStream::transferTo));
  }

  /** False if connections are refused by now. */
  private synchronized boolean keep(ServerSocket clients, Socket client, Socket server) {
    if (clients.isClosed()) {
      closeQuietly(client);
      return false;
    }
    open.add(client);
    open.add(server);
    return true;
  }

  private void copy(Socket from, Socket to, Forwarding forwarding) {
    try {
      forwarding.forward(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // One of the two ended; the other does too.
    } finally {
      drop(from, to);
    }
  }

  private synchronized void drop(Socket one, Socket other) {
    closeQuietly(one);
    closeQuietly(other);
    open.remove(one);
    open.remove(other);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is to be gone, and it is.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
