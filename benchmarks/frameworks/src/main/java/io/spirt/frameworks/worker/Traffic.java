package io.spirt.frameworks.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a worker asked of the stores of its exchange. Requests that only wait, such as polls, are
 * counted, since they are paid for.
 *
 * @param puts objects, values or messages stored
 * @param gets objects or values fetched
 * @param polls requests that looked whether something is there: listings, heads, empty receives
 * @param messages messages sent through queues
 * @param bytesOut payload sent
 * @param bytesIn payload received
 */
public record Traffic(
    @JsonProperty("puts") long puts,
    @JsonProperty("gets") long gets,
    @JsonProperty("polls") long polls,
    @JsonProperty("messages") long messages,
    @JsonProperty("bytesOut") long bytesOut,
    @JsonProperty("bytesIn") long bytesIn) {
  /** Nothing yet. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);

  /** One object of that many bytes stored. */
  public static Traffic put(long bytes) {
    return new Traffic(1, 0, 0, 0, bytes, 0);
  }

  /** One object of that many bytes fetched. */
  public static Traffic get(long bytes) {
    return new Traffic(0, 1, 0, 0, 0, bytes);
  }

  /** One look. */
  public static Traffic poll() {
    return new Traffic(0, 0, 1, 0, 0, 0);
  }

  /** One message sent. */
  public static Traffic message(long bytes) {
    return new Traffic(0, 0, 0, 1, bytes, 0);
  }

  /** One message received, of that many bytes. */
  public static Traffic received(long bytes) {
    return new Traffic(0, 0, 0, 0, 0, bytes);
  }

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        puts + other.puts,
        gets + other.gets,
        polls + other.polls,
        messages + other.messages,
        bytesOut + other.bytesOut,
        bytesIn + other.bytesIn);
  }
}
