package io.spirt.peer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The agreed list of active ranks, with the changes that led to it. The changes are part of the
 * view because moving as few batches as possible depends on where they were.
 *
 * @param peers number of peers at the start; their ranks were 0 to {@code peers - 1}
 * @param changes what happened since, oldest first
 */
@JsonIgnoreProperties("active")
public record View(int peers, List<Change> changes) {

  /** A view is read from other peers too, and must not be a way to fill their memory. */
  private static final int MOST_PEERS = 10_000;

  private static final int MOST_CHANGES = 100_000;

  /**
   * One agreed change of membership.
   *
   * @param epoch first epoch, from 1, that it holds for
   * @param removed ranks that left
   * @param added ranks that joined or came back
   */
  public record Change(int epoch, List<Integer> removed, List<Integer> added) {
    public Change {
      removed = removed.stream().sorted().toList();
      added = added.stream().sorted().toList();
    }
  }

  public View {
    if (peers < 1 || peers > MOST_PEERS) {
      throw new IllegalArgumentException("a view has 1 to " + MOST_PEERS + " peers, not " + peers);
    }
    if (changes.size() > MOST_CHANGES) {
      throw new IllegalArgumentException(
          "a view has at most " + MOST_CHANGES + " changes, not " + changes.size());
    }
    changes = List.copyOf(changes);
    members(peers, changes);
  }

  /** The view of a job that starts. */
  public static View initial(int peers) {
    return new View(peers, List.of());
  }

  /** This view after one more change. */
  public View with(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new View(peers, all);
  }

  /** The active ranks, ascending. */
  @JsonIgnore
  public SortedSet<Integer> active() {
    return members(peers, changes);
  }

  /** SHA-256, in hex, over everything that the assignment of batches follows from. */
  public String digest() {
    StringBuilder text = new StringBuilder("view ").append(peers);
    for (Change change : changes) {
      text.append(';')
          .append(change.epoch())
          .append(" -")
          .append(change.removed())
          .append(" +")
          .append(change.added());
    }
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static SortedSet<Integer> members(int peers, List<Change> changes) {
    SortedSet<Integer> ranks = new TreeSet<>();
    for (int rank = 0; rank < peers; rank++) {
      ranks.add(rank);
    }
    changes.forEach(change -> apply(change, ranks));
    return ranks;
  }

  static void apply(Change change, SortedSet<Integer> ranks) {
    for (int rank : change.removed()) {
      if (!ranks.remove(rank)) {
        throw new IllegalArgumentException("rank " + rank + " is not active; active: " + ranks);
      }
    }
    for (int rank : change.added()) {
      if (rank < 0 || !ranks.add(rank)) {
        throw new IllegalArgumentException("rank " + rank + " cannot join; active: " + ranks);
      }
    }
    if (ranks.isEmpty()) {
      throw new IllegalArgumentException("a view keeps at least one active rank");
    }
  }
}
