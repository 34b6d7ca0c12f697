package io.spirt.functions;

import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;

/** A store in which something happens, once, just before an object is read. */
final class InterruptedReads implements ObjectStore {
  private final ObjectStore store;
  private String key = "";
  private Runnable event = () -> {};

  InterruptedReads(ObjectStore store) {
    this.store = store;
  }

  /** Lets {@code happening} take place before {@code wanted} is read the next time. */
  void before(String wanted, Runnable happening) {
    key = wanted;
    event = happening;
  }

  @Override
  public byte[] get(String wanted) {
    if (wanted.equals(key)) {
      key = "";
      event.run();
    }
    return store.get(wanted);
  }

  @Override
  public void put(String wanted, byte[] value) {
    store.put(wanted, value);
  }

  @Override
  public boolean exists(String wanted) {
    return store.exists(wanted);
  }

  @Override
  public List<String> list(String prefix) {
    return store.list(prefix);
  }

  @Override
  public void delete(String wanted) {
    store.delete(wanted);
  }

  @Override
  public URI uri() {
    return store.uri();
  }
}
