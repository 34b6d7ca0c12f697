package io.spirt.training.data;

import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;

/** A store that fails after some puts, as if the process had been killed. */
final class DyingStore implements ObjectStore {
  private final ObjectStore store;
  private int putsLeft;

  DyingStore(ObjectStore store, int puts) {
    this.store = store;
    putsLeft = puts;
  }

  @Override
  public void put(String key, byte[] value) {
    if (putsLeft-- == 0) {
      throw new IllegalStateException("died");
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
