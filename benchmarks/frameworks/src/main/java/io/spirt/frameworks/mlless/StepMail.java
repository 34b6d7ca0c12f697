package io.spirt.frameworks.mlless;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a worker was told, sorted by step: the others' updates may come before the supervisor says
 * what to expect, after it, twice, or long before this worker gets there. Not thread-safe.
 */
final class StepMail {
  private final int rank;
  private final Map<Integer, Map<Integer, Message.Stored>> stored = new TreeMap<>();
  private final Map<Integer, Message.Expected> expected = new TreeMap<>();
  private final Map<Integer, Message.Merge> merges = new TreeMap<>();
  private final Map<Integer, Message.Evaluate> asked = new TreeMap<>();
  private final Map<Integer, Message.Verdict> verdicts = new TreeMap<>();
  private Message.End end;
  private int doneBefore;
  private int answered;

  /**
   * @param rank whose mail it is
   */
  StepMail(int rank) {
    this.rank = rank;
  }

  /** Takes a message in. What belongs to a step that is done with is dropped. */
  void accept(Message message) {
    if (message instanceof Message.Stored one && one.step() >= doneBefore) {
      stored.computeIfAbsent(one.step(), step -> new TreeMap<>()).putIfAbsent(one.rank(), one);
    } else if (message instanceof Message.Expected one && one.step() >= doneBefore) {
      expected.putIfAbsent(one.step(), one);
    } else if (message instanceof Message.Merge one && one.step() + 1 >= doneBefore) {
      merges.putIfAbsent(one.step(), one);
    } else if (message instanceof Message.Evaluate one) {
      // the last one counts: who was asked before was silent
      asked.merge(one.epoch(), one, (old, last) -> last.rank() > old.rank() ? last : old);
    } else if (message instanceof Message.Verdict one) {
      verdicts.putIfAbsent(one.epoch(), one);
    } else if (message instanceof Message.End one) {
      end = one;
    }
  }

  /** What is expected at a step, once all of it has come; empty before. */
  Optional<Message.Expected> complete(int step) {
    return Optional.ofNullable(expected.get(step)).filter(one -> missing(one).isEmpty());
  }

  /** Who was announced and has not come; empty also if nothing was announced. */
  List<Integer> missing(int step) {
    return Optional.ofNullable(expected.get(step)).map(this::missing).orElse(List.of());
  }

  private List<Integer> missing(Message.Expected one) {
    Map<Integer, Message.Stored> here = stored.getOrDefault(one.step(), Map.of());
    return one.updates().stream()
        .filter(other -> other != rank && !here.containsKey(other))
        .toList();
  }

  /** The key under which a rank's update of a step is, if it has said so. */
  Optional<String> key(int step, int other) {
    return Optional.ofNullable(stored.getOrDefault(step, Map.of()).get(other))
        .map(Message.Stored::key);
  }

  /** What became of who left after a step. */
  Optional<Message.Merge> merge(int step) {
    return Optional.ofNullable(merges.get(step));
  }

  /** Whether this worker is the one to check the model after an epoch. */
  boolean isAsked(int epoch) {
    Message.Evaluate one = asked.get(epoch);
    return one != null && one.rank() == rank && answered < epoch;
  }

  /** This worker has checked the model after an epoch: it need not do so again. */
  void answered(int epoch) {
    answered = epoch;
  }

  /** What followed from the check after an epoch. */
  Optional<Message.Verdict> verdict(int epoch) {
    return Optional.ofNullable(verdicts.get(epoch));
  }

  /** That all is over. */
  Optional<Message.End> end() {
    return Optional.ofNullable(end);
  }

  /** A step is done with: what belongs to it or to steps before may go. */
  void done(int step) {
    doneBefore = step + 1;
    stored.keySet().removeIf(one -> one <= step);
    expected.keySet().removeIf(one -> one <= step);
    merges.keySet().removeIf(one -> one < step);
  }

  /** All that is still needed, for {@link #accept} in another process. */
  List<Message> pending() {
    List<Message> pending = new ArrayList<>();
    stored.values().stream().map(Map::values).flatMap(Collection::stream).forEach(pending::add);
    pending.addAll(expected.values());
    pending.addAll(merges.values());
    pending.addAll(asked.values());
    pending.addAll(verdicts.values());
    if (end != null) {
      pending.add(end);
    }
    return pending;
  }
}
