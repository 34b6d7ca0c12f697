package io.spirt.frameworks.p2p;

import io.spirt.database.Convergence;
import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.Outcome;
import io.spirt.frameworks.worker.StepStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every peer combines the gradients of all peers of the same epoch, so that all hold the same
 * model. A peer passes the barrier only after all others have what they need of it; one that dies
 * holds the others up until it is back.
 */
final class SynchronousTraining {
  private final Peer peer;
  private final Barrier barrier;
  private final Waiting waiting;

  SynchronousTraining(Peer peer) {
    this.peer = peer;
    this.barrier = new Barrier(peer.queues(), peer.context().log(), peer.peers());
    this.waiting = new Waiting(peer.context());
  }

  Outcome train() {
    PeerState state = peer.restore();
    double rate = state.nextRate();
    if (state.epoch() > 0) {
      // Perhaps nobody knows yet that this epoch is done.
      peer.context().log().begin(state.epoch());
      BarrierMessage first = passBarrier(state);
      if (!first.stop().isEmpty()) {
        return end(state, first.stop());
      }
      rate = first.learningRate();
    }
    while (true) {
      int epoch = state.epoch() + 1;
      peer.context().log().begin(epoch);
      peer.update(exchange(epoch), rate);
      // Before the barrier, so that all learn from rank 0's message whether they go on.
      Optional<Convergence> check =
          peer.rank() == 0 ? peer.check(epoch, state.convergence()) : Optional.empty();
      state = new PeerState(epoch, rate, check.isPresent() ? check : state.convergence());
      peer.keep(state);
      // What the barrier of this epoch is passed with must outlast this process.
      barrier.forgetBefore(epoch);
      BarrierMessage first = passBarrier(state);
      if (!first.stop().isEmpty()) {
        return end(state, first.stop());
      }
      rate = first.learningRate();
    }
  }

  private List<PeerGradient> exchange(int epoch) {
    SortedMap<Integer, PeerGradient> here = new TreeMap<>();
    here.put(peer.rank(), peer.computeAndSend(epoch));
    List<Integer> pending = new ArrayList<>();
    // In a ring, so that not all read the same queue first.
    for (int i = 1; i < peer.peers(); i++) {
      pending.add((peer.rank() + i) % peer.peers());
    }
    peer.meter()
        .measured(
            StageMeter.RECEIVE,
            () ->
                peer.context()
                    .log()
                    .timed(
                        StepStage.SYNC,
                        () ->
                            waiting.until(
                                () -> receive(epoch, pending, here),
                                () -> silent(epoch, pending))));
    return List.copyOf(here.values());
  }

  private Optional<Boolean> receive(
      int epoch, List<Integer> pending, SortedMap<Integer, PeerGradient> here) {
    pending.removeIf(
        other -> {
          Optional<PeerGradient> latest = peer.exchange().latest(other);
          if (latest.isPresent() && latest.get().epoch() > epoch) {
            throw new MemberFailedException(
                "peer %d is at epoch %d already; %s, at epoch %d, has lost its model"
                    .formatted(other, latest.get().epoch(), peer.context().member(), epoch));
          }
          boolean wanted = latest.isPresent() && latest.get().epoch() == epoch;
          if (wanted) {
            here.put(other, latest.get());
          }
          return wanted;
        });
    return pending.isEmpty() ? Optional.of(true) : Optional.empty();
  }

  private String silent(int epoch, List<Integer> pending) {
    String refusal = peer.exchange().lastRefusal();
    return "no gradient of epoch %d from peers %s".formatted(epoch, pending)
        + (refusal.isEmpty() ? "" : "; " + refusal);
  }

  /** Rank 0's message of the state's epoch. */
  private BarrierMessage passBarrier(PeerState state) {
    int epoch = state.epoch();
    // Figures of an epoch that a restarted peer does not train again.
    peer.context().log().breakOff(state.learningRate());
    barrier.arrive(new BarrierMessage(peer.rank(), epoch, state.nextRate(), state.stop()));
    BarrierMessage first =
        peer.meter()
            .measured(
                StageMeter.BARRIER,
                () ->
                    peer.context()
                        .log()
                        .timed(
                            StepStage.SYNC,
                            () ->
                                waiting.until(
                                    () -> barrier.look(epoch),
                                    () ->
                                        "peers %s have not come to the barrier of epoch %d"
                                            .formatted(barrier.missing(epoch), epoch))));
    // All have it; left there, it would be read in vain until the next one comes.
    peer.queues().clear();
    peer.context()
        .log()
        .end(state.learningRate(), state.convergence().filter(at -> at.epoch() == epoch));
    return first;
  }

  private Outcome end(PeerState state, String reason) {
    if (peer.rank() == 0) {
      peer.context().checks().finish(state.epoch(), reason);
    }
    return Outcome.done(reason);
  }
}
