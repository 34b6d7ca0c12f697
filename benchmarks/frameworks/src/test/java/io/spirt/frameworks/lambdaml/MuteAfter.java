package io.spirt.frameworks.lambdaml;

import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;

/** A store whose user dies when it is about to put an object of a step. */
final class MuteAfter implements ObjectStore {
  private final ObjectStore store;
  private final String step;

  MuteAfter(ObjectStore store, String step) {
    this.store = store;
    this.step = step;
  }

  @Override
  public void put(String key, byte[] value) {
    if (key.contains(step)) {
      throw new DyingStore.KilledException();
    }
    store.put(key, value);
  }

  @Override
  public byte[] get(String key) {
    return store.get(key);
  }

  @Override
  public boolean exists(String key) {
    return store.exists(key);
  }

  @Override
  public List<String> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public URI uri() {
    return store.uri();
  }
}
