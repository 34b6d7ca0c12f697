package io.spirt.faults;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hands HTTP requests on to another server. Thread-safe. */
final class HttpForwarding {
  /** Longer than a queue's long poll of 20 s. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Headers that belong to a connection and not to what goes over it. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

  private final URI target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param target scheme, host and port of the other server
   */
  HttpForwarding(URI target) {
    this.target = target;
  }

  /**
   * Sends a request on, perhaps with another body.
   *
   * @throws IOException if the other server cannot be reached
   */
  HttpResponse<byte[]> forward(String method, URI path, Headers headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(path.toString()))
            .timeout(LONGEST)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (passes(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Answers an exchange with what the other server said. */
  static void relay(HttpResponse<byte[]> response, HttpExchange exchange) throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (passes(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    answer(exchange, response.statusCode(), response.body());
  }

  /** Answers an exchange. */
  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static boolean passes(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }
}
