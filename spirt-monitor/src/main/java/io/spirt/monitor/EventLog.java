package io.spirt.monitor;

import io.spirt.monitor.report.RunEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The events of a run, each told once. Not thread-safe. */
final class EventLog {
  private final Consumer<RunEvent> listener;
  private final List<RunEvent> events = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  EventLog(Consumer<RunEvent> listener) {
    this.listener = listener;
  }

  /** Tells an event of a round, unless one of that type, rank and round was told. */
  void tellOfRound(RunEvent event) {
    tell(event, event.type() + "/" + event.rank() + "/" + event.round());
  }

  /** Tells an event of an epoch, unless one of that type, rank and epoch was told. */
  void tellOfEpoch(RunEvent event) {
    tell(event, event.type() + "/" + event.rank() + "/epoch " + event.epoch());
  }

  /** Tells an event, unless one of that type and rank was told since the peer was last at work. */
  void tellOfPeer(RunEvent event) {
    tell(event, event.type() + "/" + event.rank());
  }

  /** A peer begins, or begins again: what happens to it from now on is news. */
  void forgetPeer(int rank) {
    told.removeIf(key -> key.endsWith("/" + rank));
  }

  private void tell(RunEvent event, String key) {
    if (told.add(key)) {
      events.add(event);
      listener.accept(event);
    }
  }

  /** All that were told, in order. */
  List<RunEvent> events() {
    return List.copyOf(events);
  }
}
