package io.spirt.training.data;

import java.net.URI;

/**
 * A file on the publisher's server.
 *
 * @param name its last part; what it is called in the cache
 * @param uri where to get it
 */
record RemoteFile(String name, URI uri, Checksum checksum) {

  /** The same file on a mirror, below {@code base}, which ends with a slash. */
  RemoteFile at(URI base) {
    return new RemoteFile(name, base.resolve(name), checksum);
  }
}
