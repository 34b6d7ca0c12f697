package io.spirt.frameworks.lambdaml;

import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for threads. */
final class SharedMemory implements ObjectStore {
  private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public void put(String key, byte[] value) {
    objects.put(key, value.clone());
  }

  @Override
  public byte[] get(String key) {
    byte[] value = objects.get(key);
    if (value == null) {
      throw new NoSuchObjectException(uri(), key);
    }
    return value.clone();
  }

  @Override
  public boolean exists(String key) {
    return objects.containsKey(key);
  }

  @Override
  public List<String> list(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public URI uri() {
    return URI.create("memory:/");
  }
}
