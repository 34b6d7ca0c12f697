package io.spirt.tensor;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.commands.ProtocolCommand;

/** The commands of the SPIRT module that a client sends itself; the rest is called by scripts. */
enum TensorCommand implements ProtocolCommand {
  TENSORSET("AI.TENSORSET"),
  TENSORGET("AI.TENSORGET"),
  TENSORSETRANGE("AI.TENSORSETRANGE"),
  TENSORGETRANGE("AI.TENSORGETRANGE"),
  TENSORDIGEST("AI.TENSORDIGEST");

  private final String text;

  TensorCommand(String text) {
    this.text = text;
  }

  @Override
  public byte[] getRaw() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
