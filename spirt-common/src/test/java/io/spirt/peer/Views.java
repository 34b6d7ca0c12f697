package io.spirt.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Views for tests. */
final class Views {
  private Views() {}

  static View.Change removal(Integer... ranks) {
    return new View.Change(2, List.of(ranks), List.of());
  }

  static View.Change joining(Integer... ranks) {
    return new View.Change(2, List.of(), List.of(ranks));
  }

  /** A view after some random changes: failures, returns and new ranks, also several at once. */
  static View random(Random random, int mostPeers, int mostChanges) {
    View view = View.initial(1 + random.nextInt(mostPeers));
    int changes = random.nextInt(mostChanges + 1);
    for (int epoch = 2; epoch < changes + 2; epoch++) {
      view = view.with(randomChange(random, view, mostPeers, epoch));
    }
    return view;
  }

  private static View.Change randomChange(Random random, View view, int mostPeers, int epoch) {
    List<Integer> removed = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (int rank = 0; rank < mostPeers + 2; rank++) {
      boolean active = view.active().contains(rank);
      if (active && random.nextInt(3) == 0 && removed.size() + 1 < view.active().size()) {
        removed.add(rank);
      } else if (!active && random.nextInt(3) == 0 && view.active().size() < mostPeers) {
        added.add(rank);
      }
    }
    return new View.Change(epoch, removed, added);
  }
}
