package io.spirt.checkpoint;

import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Objects in memory. */
final class MemoryStore implements ObjectStore {
  private final NavigableMap<String, byte[]> objects = new TreeMap<>();

  @Override
  public void put(String key, byte[] value) {
    objects.put(key, value.clone());
  }

  @Override
  public byte[] get(String key) {
    if (!objects.containsKey(key)) {
      throw new NoSuchObjectException(uri(), key);
    }
    return objects.get(key).clone();
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
