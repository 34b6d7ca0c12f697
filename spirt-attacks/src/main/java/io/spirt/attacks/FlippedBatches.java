package io.spirt.attacks;

import io.spirt.engine.DatasetManifest;
import io.spirt.functions.RunObjects;
import io.spirt.store.ObjectStore;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives label-flipping peers flipped batches and everybody else the right ones. A batch belongs to
 * one peer at a time, so its object can be replaced while that peer's function is called, and put
 * back when the function has returned. Thread-safe.
 */
final class FlippedBatches implements AutoCloseable {
  private final ObjectStore store;
  private final RunObjects objects;
  private final String run;
  private final Map<Integer, byte[]> originals = new TreeMap<>();

  /**
   * @param store stays the caller's
   */
  FlippedBatches(ObjectStore store, String run) {
    this.store = store;
    this.objects = new RunObjects(store);
    this.run = run;
  }

  /** The object has flipped labels from now on. */
  synchronized void flip(int batch) {
    if (!originals.containsKey(batch)) {
      DatasetManifest data = objects.manifest(run);
      byte[] original = store.get(key(batch));
      byte[] flipped = LabelFlip.flipped(original, data.classes());
      originals.put(batch, original);
      store.put(key(batch), flipped);
    }
  }

  /** The object is as it was. */
  synchronized void restore(int batch) {
    byte[] original = originals.get(batch);
    // A run that has ended by itself has no objects any more.
    if (original != null && store.exists(key(batch))) {
      store.put(key(batch), original);
    }
    originals.remove(batch);
  }

  private String key(int batch) {
    return objects.manifest(run).key(DatasetManifest.Split.TRAIN, batch);
  }

  /** Puts back what is still flipped. */
  @Override
  public synchronized void close() {
    new TreeMap<>(originals).keySet().forEach(this::restore);
  }
}
