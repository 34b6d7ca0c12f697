package io.spirt.frameworks.p2p;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.local.LocalPools;
import io.spirt.local.Resources;
import io.spirt.local.http.LoopbackServer;
import io.spirt.local.pool.FunctionPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions that compute gradients for the peers: warm processes, one per processor, behind an
 * HTTP server on loopback that takes the place of AWS's invocation. Only who knows the run's token
 * may invoke.
 */
final class GradientFunctions implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(GradientFunctions.class);
  private static final String ENDPOINT = "functions.endpoint";
  private static final String TOKEN = "functions.token";
  private static final String AUTHORIZATION = "Authorization";
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int TOKEN_BYTES = 32;

  @Override
  public String title() {
    return "functions for gradients";
  }

  @Override
  public Map<String, String> start(Path folder, Resources resources) {
    FunctionPool pool =
        resources.add(
            new LocalPools(
                    GradientFunction.class.getName(),
                    Map.of(),
                    folder,
                    folder.resolve("logs"),
                    Clock.systemUTC())
                .heavy(Runtime.getRuntime().availableProcessors()));
    try {
      Server server = resources.add(new Server(pool));
      return Map.of(ENDPOINT, server.endpoint(), TOKEN, server.token);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on loopback", e);
    }
  }

  /** Hands a call over; its answer, or a failure with what went wrong. */
  static CompletableFuture<GradientCall.Result> invoke(
      HttpClient client, ServiceAddresses addresses, GradientCall call) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses.get(ENDPOINT)))
            .header(AUTHORIZATION, addresses.get(TOKEN))
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.write()))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            response -> {
              if (response.statusCode() != 200) {
                throw new IllegalStateException(
                    "a gradient function failed: "
                        + new String(response.body(), StandardCharsets.UTF_8));
              }
              return GradientCall.Result.read(response.body());
            });
  }

  /** Takes calls and answers each when the pool has. */
  private static final class Server implements AutoCloseable {
    private final FunctionPool pool;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String token;

    Server(FunctionPool pool) throws IOException {
      this.pool = pool;
      byte[] bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      token = HexFormat.of().formatHex(bytes);
      server = LoopbackServer.open();
      server.setExecutor(threads);
      server.createContext("/", this::take);
      server.start();
    }

    String endpoint() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void take(HttpExchange exchange) throws IOException {
      byte[] event = exchange.getRequestBody().readAllBytes();
      String given = String.valueOf(exchange.getRequestHeaders().getFirst(AUTHORIZATION));
      if (!MessageDigest.isEqual(
          given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
        answer(exchange, 403, new byte[0]);
        return;
      }
      var unused =
          pool.invoke(event, LIMIT)
              .whenCompleteAsync(
                  (result, error) -> {
                    if (error == null) {
                      answer(exchange, 200, result);
                    } else {
                      answer(
                          exchange,
                          500,
                          String.valueOf(error.getMessage()).getBytes(StandardCharsets.UTF_8));
                    }
                  },
                  threads);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) {
      try (exchange) {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      } catch (IOException e) {
        LOG.debug("a peer ended before its function's answer", e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
