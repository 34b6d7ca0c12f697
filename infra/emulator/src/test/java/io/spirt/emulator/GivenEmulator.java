package io.spirt.emulator;

import io.spirt.emulator.aws.Endpoint;
import java.net.URI;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * An emulator that runs already, on this machine: the functions are processes that reach the
 * databases on its loopback.
 *
 * @param uri all its services
 * @param account that it pretends to be
 */
record GivenEmulator(URI uri, String account) implements Emulator {
  /** Variable with the URI of the emulator. */
  static final String VARIABLE = "SPIRT_AWS_ENDPOINT";

  static GivenEmulator at(URI uri) {
    try (StsClient sts = Endpoint.owner(uri).client(StsClient.builder())) {
      return new GivenEmulator(uri, sts.getCallerIdentity().account());
    }
  }

  @Override
  public String name() {
    return "the emulator at " + uri;
  }

  /** Nobody can ask it; the suite then does not count on it. */
  @Override
  public boolean enforcesPolicies() {
    return false;
  }

  /** It is somebody else's. */
  @Override
  public void close() {}
}
