package io.spirt.frameworks.p2p;

import com.rabbitmq.client.GetResponse;
import io.spirt.frameworks.worker.EpochLog;
import io.spirt.frameworks.worker.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where the peers of a synchronous run wait for each other. It counts distinct ranks of an epoch,
 * not messages: one that comes twice, late or early does no harm. Messages are acknowledged only
 * when the peer can no longer need them, so that a peer that is started again finds them. Used by
 * one thread.
 */
final class Barrier {
  private final PeerQueues queues;
  private final EpochLog log;
  private final int peers;
  private final TreeMap<Integer, Map<Integer, BarrierMessage>> seen = new TreeMap<>();
  private final Map<Long, Integer> unacknowledged = new HashMap<>();

  Barrier(PeerQueues queues, EpochLog log, int peers) {
    this.queues = queues;
    this.log = log;
    this.peers = peers;
  }

  /** Tells all that this peer has what it needs. */
  void arrive(BarrierMessage message) {
    byte[] body = message.write();
    queues.toAll(body);
    log.count(Traffic.message(body.length));
  }

  /** Looks into the inbox; rank 0's message once all have arrived. */
  Optional<BarrierMessage> look(int epoch) {
    for (Optional<GetResponse> next = queues.nextOfInbox();
        next.isPresent();
        next = queues.nextOfInbox()) {
      take(next.get());
    }
    log.count(Traffic.poll());
    Map<Integer, BarrierMessage> here = seen.getOrDefault(epoch, Map.of());
    return here.size() == peers ? Optional.of(here.get(0)) : Optional.empty();
  }

  private void take(GetResponse received) {
    long tag = received.getEnvelope().getDeliveryTag();
    log.count(Traffic.received(received.getBody().length));
    Optional<BarrierMessage> message = BarrierMessage.read(received.getBody(), peers);
    if (message.isEmpty()) {
      queues.done(tag);
      return;
    }
    unacknowledged.put(tag, message.get().epoch());
    seen.computeIfAbsent(message.get().epoch(), epoch -> new HashMap<>())
        .putIfAbsent(message.get().rank(), message.get());
  }

  /** Those that have not arrived yet. */
  List<Integer> missing(int epoch) {
    Map<Integer, BarrierMessage> here = seen.getOrDefault(epoch, Map.of());
    return IntStream.range(0, peers).filter(rank -> !here.containsKey(rank)).boxed().toList();
  }

  /** Nothing of epochs before this one will be asked for again, not even by a restarted peer. */
  void forgetBefore(int epoch) {
    seen.headMap(epoch).clear();
    unacknowledged
        .entrySet()
        .removeIf(
            entry -> {
              if (entry.getValue() >= epoch) {
                return false;
              }
              queues.done(entry.getKey());
              return true;
            });
  }
}
