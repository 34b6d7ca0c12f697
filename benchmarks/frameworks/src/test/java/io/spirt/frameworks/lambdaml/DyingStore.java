package io.spirt.frameworks.lambdaml;

import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store whose user dies when it is about to make a request. Requests that find nothing do not
 * count: their number is chance.
 */
final class DyingStore implements ObjectStore {
  private final ObjectStore store;
  private final int last;
  private int requests;
  private boolean dead;

  /**
   * @param last number, from 1, of the request at which the user dies
   */
  DyingStore(ObjectStore store, int last) {
    this.store = store;
    this.last = last;
  }

  boolean isDead() {
    return dead;
  }

  private <T> T request(Supplier<T> request) {
    requests++;
    if (requests == last) {
      dead = true;
      throw new KilledException();
    }
    return request.get();
  }

  /** Stands for the end of the process. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void put(String key, byte[] value) {
    Object unused =
        request(
            () -> {
              store.put(key, value);
              return "";
            });
  }

  @Override
  public byte[] get(String key) {
    return store.exists(key) ? request(() -> store.get(key)) : store.get(key);
  }

  @Override
  public boolean exists(String key) {
    return store.exists(key);
  }

  @Override
  public List<String> list(String prefix) {
    return request(() -> store.list(prefix));
  }

  @Override
  public void delete(String key) {
    Object unused =
        request(
            () -> {
              store.delete(key);
              return "";
            });
  }

  @Override
  public URI uri() {
    return store.uri();
  }
}
