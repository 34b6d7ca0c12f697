package io.spirt.frameworks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.functions.RunObjects;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the workers of a run leave for whoever watches, in the run's object store. */
public final class WorkerRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final String prefix;

  public WorkerRecords(ObjectStore store, String run) {
    this.store = store;
    this.prefix = RunObjects.prefix(run) + "/workers/";
  }

  /** Stores an epoch that has ended. */
  public void put(WorkerEpoch epoch) {
    put(epochs() + name(epoch), epoch);
  }

  private static String name(WorkerEpoch epoch) {
    return String.format(Locale.ROOT, "%06d-%d.json", epoch.epoch(), epoch.rank());
  }

  /** Keys of the epochs that have ended, epoch by epoch. */
  public List<String> keys() {
    return store.list(epochs());
  }

  /** The epoch under a key of {@link #keys}. */
  public WorkerEpoch epoch(String key) {
    return read(store.get(key), WorkerEpoch.class);
  }

  /** Stores how far a worker is. */
  public void put(StepProgress progress) {
    put(prefix + "progress/" + progress.rank() + ".json", progress);
  }

  /** How far a worker is, if it has begun. */
  public Optional<StepProgress> progress(int rank) {
    return find(prefix + "progress/" + rank + ".json", StepProgress.class);
  }

  /** Stores an epoch that a worker breaks off, to go on with it in a fresh invocation. */
  void putPart(WorkerEpoch part) {
    put(prefix + "parts/" + part.rank() + ".json", part);
  }

  /** The part of that epoch that earlier invocations did, if there is one. */
  Optional<WorkerEpoch> part(int rank, int epoch) {
    return find(prefix + "parts/" + rank + ".json", WorkerEpoch.class)
        .filter(part -> part.epoch() == epoch);
  }

  private String epochs() {
    return prefix + "epochs/";
  }

  private void put(String key, Object value) {
    try {
      store.put(key, JSON.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    try {
      return Optional.of(read(store.get(key), type));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("not a " + type.getSimpleName(), e);
    }
  }
}
