package io.spirt.peer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
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
    if (peers < 1) {
      throw new IllegalArgumentException("a view has at least 1 peer, not " + peers);
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
