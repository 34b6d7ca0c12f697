package io.spirt.local.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.local.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control endpoint of a run, on a free port of loopback. Who posts to an action with the token
 * gets lines of JSON: any number of {@code {"progress": text}}, then one {@code {"result": value}}
 * or {@code {"refused": text}}. Without the last line the process has ended meanwhile.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int TOKEN_BYTES = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Something that can be asked for. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @param progress told how it goes
     * @return a value that can be written as JSON
     * @throws RuntimeException whose message says why not
     */
    Object run(Consumer<String> progress);
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final String token;
  private final Map<String, Action> actions;

  /**
   * Starts the endpoint.
   *
   * @param actions by name
   */
  public ControlServer(Map<String, Action> actions, SecureRandom random) {
    this.actions = Map.copyOf(actions);
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    token = HexFormat.of().formatHex(bytes);
    try {
      server = LoopbackServer.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on loopback", e);
    }
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "control");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is and what opens it, as JSON for a file that only its owner may read. */
  public byte[] file() {
    try {
      return JSON.writeValueAsBytes(new ControlFile(server.getAddress().getPort(), token));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Action action = actions.get(exchange.getRequestURI().getPath().substring(1));
      if (!isAllowed(exchange)) {
        exchange.sendResponseHeaders(403, -1);
      } else if (action == null || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, 0);
        run(action, exchange.getResponseBody());
      }
    }
  }

  /** In a time that does not depend on where a wrong token differs. */
  private boolean isAllowed(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null
        && MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8));
  }

  private static void run(Action action, OutputStream out) throws IOException {
    Map<String, Object> last;
    try {
      last = Map.of("result", action.run(text -> send(out, Map.of("progress", text))));
    } catch (RuntimeException e) {
      LOG.info("an action of the control endpoint did not succeed", e);
      last = Map.of("refused", String.valueOf(e.getMessage()));
    }
    send(out, last);
  }

  /** Whoever asked may have gone; what was asked for goes on. */
  private static void send(OutputStream out, Map<String, Object> line) {
    try {
      out.write(JSON.writeValueAsBytes(line));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      LOG.debug("nobody listens to the control endpoint any more", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
