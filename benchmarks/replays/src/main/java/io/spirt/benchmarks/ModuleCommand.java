package io.spirt.benchmarks;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.commands.ProtocolCommand;

/** The commands of the SPIRT module that are measured, or needed for measuring. */
enum ModuleCommand implements ProtocolCommand {
  TENSORSET("AI.TENSORSET"),
  TENSORGET("AI.TENSORGET"),
  TENSORGETRANGE("AI.TENSORGETRANGE"),
  TENSORSETRANGE("AI.TENSORSETRANGE"),
  TENSORMEAN("AI.TENSORMEAN"),
  MODELUPDATE("AI.MODELUPDATE"),
  TENSORDIGEST("AI.TENSORDIGEST");

  private final String text;

  ModuleCommand(String text) {
    this.text = text;
  }

  @Override
  public byte[] getRaw() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
