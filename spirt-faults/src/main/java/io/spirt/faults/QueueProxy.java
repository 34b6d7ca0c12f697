package io.spirt.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spirt.statemachine.interpreter.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the functions and the queue service, hands every request on, and looks at those
 * that send a message (SendMessage in AWS's JSON protocol): there it acts the plan out. A sender
 * always sees success, with the checksum of what it sent.
 */
final class QueueProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueProxy.class);
  private static final String TARGET_HEADER = "X-Amz-Target";
  private static final String SEND = "AmazonSQS.SendMessage";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpForwarding service;
  private final MessageFaults faults;
  private final FiredFaults fired;
  private final Timer timer;
  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts on a free port of loopback.
   *
   * @param real where the queue service is
   * @param faults decides
   * @param fired notes what was done
   * @param timer for late messages; stays the caller's
   */
  QueueProxy(URI real, MessageFaults faults, FiredFaults fired, Timer timer) {
    this.service = new HttpForwarding(real);
    this.faults = faults;
    this.fired = fired;
    this.timer = timer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on loopback", e);
    }
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "queue-proxy");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What the functions take for the queue service. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** One request with its body read; nobody changes the body. */
  private static final class Request {
    final String method;
    final URI path;
    final Headers headers;
    final byte[] body;

    Request(String method, URI path, Headers headers, byte[] body) {
      this.method = method;
      this.path = path;
      this.headers = headers;
      this.body = body;
    }

    Request with(String message) {
      return new Request(method, path, headers, SentMessage.withBody(body, message));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      try {
        pass(request, exchange);
      } catch (IOException e) {
        LOG.debug("the queue service did not answer", e);
        HttpForwarding.answer(exchange, 503, new byte[0]);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void pass(Request request, HttpExchange exchange)
      throws IOException, InterruptedException {
    boolean sends = SEND.equals(request.headers.getFirst(TARGET_HEADER));
    Optional<MessageFaults.Hit> hit =
        sends ? SentMessage.of(request.body).flatMap(faults::hit) : Optional.empty();
    if (hit.isEmpty()) {
      HttpForwarding.relay(forward(request), exchange);
      return;
    }
    act(hit.get(), request);
    acknowledge(hit.get().message(), exchange);
  }

  private void act(MessageFaults.Hit hit, Request request)
      throws IOException, InterruptedException {
    MessageFault fault = hit.planned().fault();
    switch (fault.tampering()) {
      case DROP -> note(hit, "lost the ");
      case DUPLICATE -> {
        deliver(request);
        deliver(request);
        note(hit, "doubled the ");
      }
      case DELAY -> {
        timer.schedule(Duration.ofMillis(fault.millis()), () -> deliverLater(request));
        note(hit, "delayed by " + fault.millis() + " ms the ");
      }
      case ALTER -> {
        deliver(request.with(hit.other()));
        note(hit, "altered the ");
      }
      case FORGE -> {
        deliver(request.with(hit.other()));
        deliver(request);
        note(hit, "forged one beside the ");
      }
      case REPLAY -> {
        deliver(request);
        deliver(request.with(hit.other()));
        note(hit, "replayed an earlier one after the ");
      }
    }
  }

  private void note(MessageFaults.Hit hit, String what) {
    fired.add(hit.planned(), what + hit.message());
  }

  private HttpResponse<byte[]> forward(Request request) throws IOException, InterruptedException {
    return service.forward(request.method, request.path, request.headers, request.body);
  }

  private void deliver(Request request) throws IOException, InterruptedException {
    int status = forward(request).statusCode();
    if (status != 200) {
      throw new IOException("the queue service answered " + status);
    }
  }

  private void deliverLater(Request request) {
    threads.execute(
        () -> {
          try {
            deliver(request);
          } catch (IOException e) {
            LOG.info("a late message did not reach its queue: {}", e.toString());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Tells the sender that all went well: the SDK compares the checksum with its own. */
  private static void acknowledge(SentMessage message, HttpExchange exchange) throws IOException {
    byte[] text = message.body().getBytes(UTF_8);
    byte[] reply =
        JSON.createObjectNode()
            .put("MessageId", UUID.nameUUIDFromBytes(text).toString())
            .put("MD5OfMessageBody", md5(text))
            .toString()
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    HttpForwarding.answer(exchange, 200, reply);
  }

  private static String md5(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has MD5", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
