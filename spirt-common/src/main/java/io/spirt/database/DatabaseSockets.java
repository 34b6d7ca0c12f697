package io.spirt.database;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Connects to one database. A TLS connection is negotiated before Jedis sees it: Jedis would leave
 * that to the first write, and when the server is silent, wait as long again to say goodbye.
 * Thread-safe.
 */
final class DatabaseSockets implements JedisSocketFactory {
  private final DatabaseAddress address;
  private final DefaultJedisSocketFactory plain;
  private final SSLSocketFactory tls;
  private volatile Socket latest;

  /**
   * @param config has the timeouts, and nothing of TLS
   */
  DatabaseSockets(DatabaseAddress address, JedisClientConfig config) {
    this.address = address;
    this.plain =
        new DefaultJedisSocketFactory(new HostAndPort(address.host(), address.port()), config);
    this.tls = address.isTls() ? Tls.socketFactory(address.certificateAuthority()) : null;
  }

  @Override
  public Socket createSocket() {
    Socket socket = plain.createSocket();
    latest = socket;
    return tls == null ? socket : secured(socket);
  }

  private Socket secured(Socket socket) {
    SSLParameters parameters = Tls.parameters();
    try {
      SSLSocket secured =
          (SSLSocket) tls.createSocket(socket, address.host(), address.port(), true);
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      close(socket);
      throw new JedisConnectionException("no TLS connection with " + address, e);
    }
  }

  /** Ends the connection that was made last, under the feet of whoever waits for it. */
  void closeLatest() {
    Socket socket = latest;
    if (socket != null) {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
