package io.spirt.frameworks.p2p;

import io.spirt.database.Convergence;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.StepStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nobody waits: a peer combines its own gradient with the latest of each other peer, whatever epoch
 * that is of. Who has sent none yet is left out. The peers' models differ, and each peer decides by
 * its own validation when it has finished; its gradient is withdrawn then.
 */
final class AsynchronousTraining {
  /** Looks at a queue that seems to be empty because somebody else is reading it. */
  private static final int LOOKS = 3;

  private static final int PAUSE_MILLIS = 5;

  private final Peer peer;
  private final Map<Integer, PeerGradient> last = new HashMap<>();

  AsynchronousTraining(Peer peer) {
    this.peer = peer;
  }

  Outcome train() {
    PeerState state = peer.restore();
    while (state.stop().isEmpty()) {
      int epoch = state.epoch() + 1;
      double rate = state.nextRate();
      peer.context().log().begin(epoch);
      peer.update(exchange(epoch), rate);
      Optional<Convergence> check = peer.check(epoch, state.convergence());
      state = new PeerState(epoch, rate, check.isPresent() ? check : state.convergence());
      // The figures first: a peer that dies in between does the epoch again.
      peer.context().log().end(rate, check);
      peer.keep(state);
    }
    peer.queues().clear();
    if (peer.rank() == 0) {
      peer.context().checks().finish(state.epoch(), state.stop());
    }
    return Outcome.done(state.stop());
  }

  private List<PeerGradient> exchange(int epoch) {
    PeerGradient own = peer.computeAndSend(epoch);
    return peer.meter()
        .measured(
            StageMeter.RECEIVE,
            () -> peer.context().log().timed(StepStage.SYNC, () -> withOthers(own)));
  }

  private List<PeerGradient> withOthers(PeerGradient own) {
    List<PeerGradient> all = new ArrayList<>();
    for (int rank = 0; rank < peer.peers(); rank++) {
      if (rank == peer.rank()) {
        all.add(own);
      } else {
        latest(rank).ifPresent(all::add);
      }
    }
    return all;
  }

  /** What a queue holds; what it held last time if somebody else is reading it. */
  private Optional<PeerGradient> latest(int rank) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<PeerGradient> found = peer.exchange().latest(rank);
      if (found.isPresent()) {
        last.put(rank, found.get());
        return found;
      }
      peer.context().pauses().pause(PAUSE_MILLIS);
    }
    return Optional.ofNullable(last.get(rank));
  }
}
