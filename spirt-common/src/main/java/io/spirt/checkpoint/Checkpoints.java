package io.spirt.checkpoint;

import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A run's checkpoints in the object store, one object each: {@code
 * runs/RUN/checkpoints/VERSION.safetensors}. Equal checkpoints are equal objects, so several peers
 * may put the same one. Thread-safe.
 */
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("([0-9]{9,10})\\.safetensors");

  private final ObjectStore store;
  private final String run;
  private final String prefix;

  /**
   * @param store stays the caller's
   */
  public Checkpoints(ObjectStore store, String run) {
    this.store = store;
    this.run = run;
    this.prefix = "runs/" + run + "/checkpoints/";
  }

  /**
   * Stores a checkpoint, atomically; the tensors are copied once, into the object's bytes.
   *
   * @throws IllegalArgumentException if the digest is not that of the params: the model moved on
   *     while it was read
   */
  public void put(Checkpoint checkpoint) {
    store.put(key(checkpoint.version()), CheckpointFile.write(run, checkpoint));
  }

  /**
   * The newest valid checkpoint of {@code atLeastVersion} or above; invalid ones are passed over.
   */
  public Optional<Checkpoint> newest(int atLeastVersion) {
    List<Integer> newestFirst = new ArrayList<>(versions().tailSet(atLeastVersion));
    Collections.reverse(newestFirst);
    for (int version : newestFirst) {
      Optional<Checkpoint> valid = validAt(version);
      if (valid.isPresent()) {
        return valid;
      }
    }
    return Optional.empty();
  }

  private Optional<Checkpoint> validAt(int version) {
    try {
      return at(version);
    } catch (InvalidCheckpointException e) {
      return Optional.empty();
    }
  }

  /**
   * The checkpoint of a version, or empty if there is none.
   *
   * @throws InvalidCheckpointException if the object that is there is not one
   */
  public Optional<Checkpoint> at(int version) {
    byte[] bytes;
    try {
      bytes = store.get(key(version));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
    return Optional.of(CheckpointFile.read(key(version), run, version, bytes));
  }

  /** Versions that there are objects of, valid or not. */
  public SortedSet<Integer> versions() {
    return store.list(prefix).stream()
        .map(this::version)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Optional<Integer> version(String key) {
    Matcher name = NAME.matcher(key.substring(prefix.length()));
    if (!name.matches()) {
      return Optional.empty();
    }
    long version = Long.parseLong(name.group(1));
    // One version has one key: 0000000001 is not another name of 000000001.
    return version <= Integer.MAX_VALUE && key.equals(key((int) version))
        ? Optional.of((int) version)
        : Optional.empty();
  }

  /**
   * Deletes all but the newest {@code count} checkpoints up to a version, without looking into
   * them. One that vanishes meanwhile does no harm. Later ones are neither counted nor deleted: an
   * object of a version that nobody has come to must not push out those that are needed.
   *
   * @param count at least 1
   * @param upTo the version that the caller knows to be right
   */
  public void keepNewest(int count, int upTo) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 checkpoint is kept, not " + count);
    }
    List<Integer> versions = new ArrayList<>(versions().headSet(upTo + 1));
    versions
        .subList(0, Math.max(0, versions.size() - count))
        .forEach(old -> store.delete(key(old)));
  }

  private String key(int version) {
    return prefix + String.format(Locale.ROOT, "%09d.safetensors", version);
  }
}
