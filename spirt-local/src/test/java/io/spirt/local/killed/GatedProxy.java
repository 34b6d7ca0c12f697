package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Stands before a server, with a gate on the way. */
final class GatedProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Frames frames;
  private final Function<String, Gate> gates;
  private final Listener answered;

  /** Is told of what the server answers, also if the answer does not get through the gate. */
  @FunctionalInterface
  interface Listener {
    void answered(byte[] request, byte[] reply) throws IOException;
  }

  /**
   * @param target port of the server, on loopback
   * @param gates finds the gate of a connection by its first request
   */
  GatedProxy(int target, Frames frames, Function<String, Gate> gates) {
    this(target, frames, gates, (request, reply) -> {});
  }

  /**
   * @param target port of the server, on loopback
   * @param gates finds the gate of a connection by its first request
   * @param answered told before the gate is asked
   */
  GatedProxy(int target, Frames frames, Function<String, Gate> gates, Listener answered) {
    this.target = target;
    this.frames = frames;
    this.gates = gates;
    this.answered = answered;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "gated-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Connection connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
        start(connection::requests);
        start(connection::replies);
      } catch (IOException e) {
        // The listener was closed, or the server: either way there is nothing to connect.
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Connection {
    private static final int FREE = 0;

    /** A request that was passed on, with its number at the gate. */
    private static final class Asked {
      final int number;
      final byte[] request;

      Asked(int number, byte[] request) {
        this.number = number;
        this.request = request;
      }
    }

    private final Socket client;
    private final Socket server;
    private final BlockingQueue<Asked> unanswered = new LinkedBlockingQueue<>();
    private volatile Gate gate;

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void requests() {
      try (client;
          server) {
        InputStream in = new BufferedInputStream(client.getInputStream());
        for (byte[] frame = frames.next(in); frame != null; frame = frames.next(in)) {
          if (gate == null) {
            gate = gates.apply(new String(frame, ISO_8859_1));
          }
          int number = frames.counts(frame) ? gate.request() : FREE;
          if (number < 0) {
            return;
          }
          unanswered.add(new Asked(number, frame));
          server.getOutputStream().write(frame);
        }
      } catch (IOException e) {
        // One of the two ended; the other does too.
      }
    }

    void replies() {
      try (client;
          server) {
        InputStream in = new BufferedInputStream(server.getInputStream());
        for (byte[] frame = frames.next(in); frame != null; frame = frames.next(in)) {
          Asked asked = unanswered.take();
          answered.answered(asked.request, frame);
          if (asked.number != FREE && !gate.reply(asked.number)) {
            return;
          }
          client.getOutputStream().write(frame);
        }
      } catch (IOException e) {
        // One of the two ended; the other does too.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
