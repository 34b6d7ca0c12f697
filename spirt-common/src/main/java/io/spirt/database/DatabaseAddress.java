package io.spirt.database;

/**
 * Where a peer's database is and how to get in. The password never shows in text made of this.
 *
 * @param host name or IP address
 * @param port TCP port
 * @param password of the default user
 */
public record DatabaseAddress(String host, int port, String password) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
