package io.spirt.local.killed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/** Cuts a connection's bytes into requests or replies, one of which answers one of the others. */
enum Frames {
  /** Redis. */
  RESP {
    private static final Set<String> GREETINGS = Set.of("HELLO", "AUTH", "CLIENT");

    @Override
    byte[] next(InputStream in) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      return value(in, frame) ? frame.toByteArray() : null;
    }

    /** What a connection opens with changes nothing, so it does not count. */
    @Override
    boolean counts(byte[] request) {
      String[] lines = new String(request, ISO_8859_1).split("\r\n", 4);
      return lines.length < 3 || !GREETINGS.contains(lines[2].toUpperCase(Locale.ROOT));
    }

    private boolean value(InputStream in, ByteArrayOutputStream frame) throws IOException {
      String head = line(in, frame);
      if (head == null) {
        return false;
      }
      char type = head.charAt(0);
      if (type == '$' || type == '=' || type == '!') {
        int length = Integer.parseInt(head.substring(1));
        copy(in, frame, length < 0 ? 0 : length + 2);
      } else if (type == '*' || type == '~' || type == '%') {
        int values = Integer.parseInt(head.substring(1)) * (type == '%' ? 2 : 1);
        for (int i = 0; i < values; i++) {
          value(in, frame);
        }
      }
      return true;
    }
  },

  /** HTTP/1.1 with a content length. */
  HTTP {
    private static final String LENGTH = "content-length:";

    @Override
    byte[] next(InputStream in) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      int length = 0;
      for (String line = line(in, frame); ; line = line(in, frame)) {
        if (line == null) {
          return null;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith(LENGTH)) {
          length = Integer.parseInt(line.substring(LENGTH.length()).trim());
        } else if (lower.startsWith("transfer-encoding:")) {
          throw new IOException("cannot cut " + line);
        } else if (line.isEmpty()) {
          copy(in, frame, length);
          return frame.toByteArray();
        }
      }
    }

    @Override
    boolean counts(byte[] request) {
      return true;
    }
  };

  /** The next request or reply, or null at the end. */
  abstract byte[] next(InputStream in) throws IOException;

  /** Whether a request may change something. */
  abstract boolean counts(byte[] request);

  private static String line(InputStream in, ByteArrayOutputStream frame) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    line.writeTo(frame);
    frame.write('\n');
    return line.toString(ISO_8859_1).stripTrailing();
  }

  private static void copy(InputStream in, ByteArrayOutputStream frame, int length)
      throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    frame.write(bytes);
  }
}
