package io.spirt.functions;

import io.spirt.database.AgreedView;
import io.spirt.database.ModelStore;
import io.spirt.database.PeerDatabase;
import io.spirt.peer.Settlement;
import io.spirt.peer.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where another peer is, as its database shows it. What another peer shows is input: what cannot be
 * read counts as not there.
 *
 * @param model its model's version and digest
 * @param view the view that it agreed on
 */
record Peek(ModelStore.Version model, AgreedView view) {

  int version() {
    return model.version();
  }

  /** One peer; empty if it cannot be reached or has no model yet. */
  static Optional<Peek> of(Trust trust, int rank) {
    return at(
        trust,
        rank,
        database ->
            database
                .model()
                .version()
                // Without the module a digest is written a moment after the update.
                .filter(model -> !model.digest().isEmpty())
                .flatMap(
                    model ->
                        database.progress().agreedView().map(agreed -> new Peek(model, agreed))));
  }

  /** Several peers at once; those that cannot be reached are left out. */
  static SortedMap<Integer, Peek> all(Trust trust, Collection<Integer> ranks) {
    List<Integer> asked = List.copyOf(ranks);
    List<Optional<Peek>> peeks = Concurrently.map(asked, rank -> of(trust, rank));
    SortedMap<Integer, Peek> found = new TreeMap<>();
    for (int i = 0; i < asked.size(); i++) {
      int rank = asked.get(i);
      peeks.get(i).ifPresent(peek -> found.put(rank, peek));
    }
    return found;
  }

  /** A peer's verdict on a round, if it is there. */
  static Optional<Verdict> verdict(Trust trust, int rank, int round) {
    return at(trust, rank, database -> database.exchange().verdict(round))
        .filter(verdict -> verdict.voter() == rank && verdict.round() == round);
  }

  /** A peer's settlement of a round, if it is there. */
  static Optional<Settlement> settlement(Trust trust, int rank, int round) {
    return at(trust, rank, database -> database.exchange().settlement(round));
  }

  /**
   * Whatever a peer shows. Its server may answer anything, also what the client cannot make sense
   * of, or a byte now and then for ever: no failure to read it is this peer's.
   */
  static <T> Optional<T> at(Trust trust, int rank, Function<PeerDatabase, Optional<T>> look) {
    return Concurrently.within(
        trust.patience(), () -> look.apply(trust.database(rank)), () -> trust.drop(rank));
  }
}
