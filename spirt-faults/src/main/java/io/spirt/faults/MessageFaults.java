package io.spirt.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides what is done to which message. Thread-safe. */
final class MessageFaults {
  /** Messages remembered per queue; envelopes are small. */
  private static final int MOST_REMEMBERED = 256;

  private final List<Planned<MessageFault>> planned;
  private final Chance chance;
  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, Deque<String>> sent = new HashMap<>();

  MessageFaults(List<Planned<MessageFault>> planned, Chance chance) {
    this.planned = List.copyOf(planned);
    this.chance = chance;
  }

  /**
   * What is done to a message.
   *
   * @param planned the fault that hits it
   * @param message the message
   * @param other what arrives instead of it, or beside it; null where the kind needs none
   */
  record Hit(Planned<MessageFault> planned, SentMessage message, String other) {}

  /** The first fault that hits the message, one of whose times is taken with that. */
  synchronized Optional<Hit> hit(SentMessage message) {
    int time = times.merge(message.identity(), 1, Integer::sum);
    Deque<String> earlier = sent.computeIfAbsent(message.queueUrl(), url -> new ArrayDeque<>());
    Optional<Hit> hit = firstHit(message, time, earlier);
    if (earlier.size() == MOST_REMEMBERED) {
      earlier.removeFirst();
    }
    earlier.addLast(message.body());
    return hit;
  }

  private Optional<Hit> firstHit(SentMessage message, int time, Deque<String> earlier) {
    for (Planned<MessageFault> one : planned) {
      MessageFault fault = one.fault();
      RandomGenerator random = chance.of(one.index(), message.identity(), time);
      boolean drawn = random.nextDouble() < fault.probability();
      boolean possible = fault.tampering() != Tampering.REPLAY || !earlier.isEmpty();
      if (fault.concerns(message) && drawn && possible && one.take()) {
        return Optional.of(new Hit(one, message, other(fault, message, earlier, random)));
      }
    }
    return Optional.empty();
  }

  private static String other(
      MessageFault fault, SentMessage message, Deque<String> earlier, RandomGenerator random) {
    return switch (fault.tampering()) {
      case ALTER -> Forgery.altered(message.body(), random);
      case FORGE -> Forgery.forged(message.body(), random);
      case REPLAY -> new ArrayList<>(earlier).get(random.nextInt(earlier.size()));
      case DROP, DUPLICATE, DELAY -> null;
    };
  }
}
