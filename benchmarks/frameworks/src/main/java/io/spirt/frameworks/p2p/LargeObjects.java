package io.spirt.frameworks.p2p;

import io.spirt.frameworks.service.S3Server;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where gradients go that are too long for a message, and all that functions and peers share: the
 * run's S3 server, or a folder for tests that need none.
 */
final class LargeObjects {
  private static final String FOLDER = "p2p.objects";

  private LargeObjects() {}

  /** The addresses of a folder. */
  static Map<String, String> addresses(Path folder) {
    return Map.of(FOLDER, new FileObjectStore(folder).uri().toString());
  }

  /** What somebody needs who is to reach the same objects; no secrets. */
  static Map<String, String> location(ServiceAddresses addresses) {
    return addresses.has(FOLDER)
        ? Map.of(FOLDER, addresses.get(FOLDER))
        : S3Server.location(addresses);
  }

  /** A run's objects; the caller closes them. */
  static ObjectStore open(ServiceAddresses addresses, String run) {
    return addresses.has(FOLDER)
        ? ObjectStore.open(URI.create(addresses.get(FOLDER)))
        : S3Server.objects(addresses, run + "/p2p/");
  }
}
