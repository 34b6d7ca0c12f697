package io.spirt.attacks;

import io.spirt.faults.TcpProxy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes one connection's commands on to a peer's database, and lets another peer that logs in read
 * other keys than it names. Commands are arrays of bulk strings (RESP); from what is not, such as
 * TLS, on, and for everybody who is not another peer, bytes go through as they are.
 */
final class RenamedKeys implements TcpProxy.Forwarding {
  private static final Pattern PEER = Pattern.compile("peer-([0-9]{1,9})");
  private static final int LONGEST_NUMBER = 12;
  private static final int MOST_ARGUMENTS = 10_000;
  private static final int LONGEST_ARGUMENT = 1 << 20;

  /** Says which key a peer reads in place of the one that it names. */
  @FunctionalInterface
  interface Renaming {
    /** The key itself for what stays as it is. */
    String renamed(int peer, String key);
  }

  private final Renaming renaming;
  private int peer = -1;

  RenamedKeys(Renaming renaming) {
    this.renaming = renaming;
  }

  @Override
  public void forward(InputStream client, OutputStream server) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(client));
    OutputStream out = new BufferedOutputStream(server);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (true) {
      read.reset();
      List<byte[]> command = command(in, read);
      if (command == null) {
        read.writeTo(out);
        out.flush();
        in.transferTo(server);
        return;
      }
      boolean isLogin = login(command);
      write(command, out);
      if (in.available() == 0) {
        out.flush();
      }
      if (isLogin && peer < 0) {
        out.flush();
        in.transferTo(server);
        return;
      }
    }
  }

  /** True for a command that logs a user in; notes which peer it is. */
  private boolean login(List<byte[]> command) {
    for (int i = 0; i + 2 < command.size(); i++) {
      if (text(command.get(i)).equalsIgnoreCase("AUTH")) {
        Matcher user = PEER.matcher(text(command.get(i + 1)));
        peer = user.matches() ? Integer.parseInt(user.group(1)) : -1;
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] argument) {
    return new String(argument, StandardCharsets.UTF_8);
  }

  /** One command, or null if it is none; then what was read of it is in {@code read}. */
  private static List<byte[]> command(DataInputStream in, ByteArrayOutputStream read)
      throws IOException {
    int count = number('*', in, read, MOST_ARGUMENTS);
    if (count < 1) {
      return null;
    }
    List<byte[]> command = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = number('$', in, read, LONGEST_ARGUMENT);
      if (length < 0) {
        return null;
      }
      byte[] argument = new byte[length + 2];
      in.readFully(argument);
      read.write(argument);
      command.add(Arrays.copyOf(argument, length));
    }
    return command;
  }

  /** A number after its sign and before its line's end, or -1 if something else stands there. */
  private static int number(char sign, DataInputStream in, ByteArrayOutputStream read, int most)
      throws IOException {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < LONGEST_NUMBER; i++) {
      int next = in.read();
      if (next < 0) {
        if (i == 0) {
          return -1;
        }
        throw new EOFException("a command ends halfway");
      }
      read.write(next);
      if (i == 0 && next != sign) {
        return -1;
      }
      if (next == '\n') {
        long value = Long.parseLong(digits.toString().trim());
        return value <= most ? (int) value : -1;
      }
      if (i > 0 && next != '\r' && (next < '0' || next > '9')) {
        return -1;
      }
      if (i > 0) {
        digits.append((char) next);
      }
    }
    return -1;
  }

  private void write(List<byte[]> command, OutputStream out) throws IOException {
    line("*" + command.size(), out);
    for (byte[] argument : command) {
      byte[] sent =
          peer < 0
              ? argument
              : renaming.renamed(peer, text(argument)).getBytes(StandardCharsets.UTF_8);
      line("$" + sent.length, out);
      out.write(sent);
      line("", out);
    }
  }

  private static void line(String text, OutputStream out) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
