package io.spirt.emulator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Passes on the requests of one connection as they are, and keeps what tells what they ask. */
final class RequestReader {
  /** Requests that name an action in their body are smaller; those of objects are not kept. */
  private static final int MOST_KEPT_BYTES = 4 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private final InputStream client;
  private final OutputStream server;

  RequestReader(InputStream client, OutputStream server) {
    this.client = client;
    this.server = server;
  }

  /** Passes the next request on; empty when the client has ended. */
  Optional<WireRequest> next() throws IOException {
    String first = line();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    server.flush();
    String body = body(headers);
    server.flush();
    String[] words = first.split(" ", -1);
    return Optional.of(new WireRequest(words[0], words[1], headers, body));
  }

  private String body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks();
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    pass(Long.parseLong(headers.getOrDefault("content-length", "0")), kept);
    return kept.toString(ISO_8859_1);
  }

  private String chunks() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    while (true) {
      long size = Long.parseLong(line().replaceFirst(";.*", ""), 16);
      if (size == 0) {
        break;
      }
      pass(size, kept);
      line();
    }
    while (!line().isEmpty()) {
      // Trailers.
    }
    return kept.toString(ISO_8859_1);
  }

  private void pass(long bytes, ByteArrayOutputStream kept) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = bytes; left > 0; ) {
      int count = client.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count == END) {
        throw new IOException("the client ended in the middle of a request");
      }
      server.write(buffer, 0, count);
      server.flush();
      if (kept.size() + count <= MOST_KEPT_BYTES) {
        kept.write(buffer, 0, count);
      }
      left -= count;
    }
  }

  /** Passes a line on and returns it without its end; empty also when the client has ended. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = client.read(); next != END; next = client.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    line.writeTo(server);
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
