package io.spirt.functions;

import io.spirt.database.BarrierStore;
import io.spirt.database.ProgressStore;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.message.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The barrier: drains the peer's inbox into its database until every active peer has reported this
 * round, or the timeout passes. Counts distinct ranks, never messages.
 */
public final class SyncHandler extends StageHandler {

  public SyncHandler(FunctionServices services) {
    super(Stage.SYNC, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    if (isOver(event, run.database().model().requireVersion())) {
      result.put("status", "stale");
      return;
    }
    BarrierStore barrier = run.database().barrier();
    long now = services().clock().millis();
    long deadline =
        barrier.deadlineMillis(event.round(), now + run.job().timeouts().syncSeconds() * 1000L);
    Set<Integer> expected = expected(run.database().progress());
    Drain drain = new Drain(event, run.job().rounds(), barrier, services().syncInbox(event.rank()));
    while (!barrier.reported(event.round()).keySet().containsAll(expected)) {
      long left = deadline - services().clock().millis();
      if (left <= 0) {
        break;
      }
      drain.once(Duration.ofMillis(Math.max(left, 1000)));
      if (isOver(event, run.database().model().requireVersion())) {
        // The messages went to a twin of this stage, and the round has ended with them.
        result.put("status", "stale");
        return;
      }
    }
    SortedMap<Integer, String> reported = barrier.reported(event.round());
    reported.keySet().retainAll(run.database().progress().view().active());
    SortedMap<Integer, String> participants = barrier.settle(event.round(), reported);
    result
        .put("participants", participants.keySet())
        .put("missing", missing(expected, participants.keySet()))
        .put("refusedMessages", drain.refused);
  }

  private static Set<Integer> expected(ProgressStore progress) {
    Set<Integer> expected = new TreeSet<>(progress.view().active());
    expected.removeAll(progress.inactive());
    return expected;
  }

  private static Set<Integer> missing(Set<Integer> expected, Set<Integer> present) {
    Set<Integer> missing = new TreeSet<>(expected);
    missing.removeAll(present);
    return missing;
  }

  /** Moves messages from the inbox into the database. */
  private static final class Drain {
    private final StageEvent event;
    private final int rounds;
    private final BarrierStore barrier;
    private final Inbox inbox;
    private int refused;

    Drain(StageEvent event, int rounds, BarrierStore barrier, Inbox inbox) {
      this.event = event;
      this.rounds = rounds;
      this.barrier = barrier;
      this.inbox = inbox;
    }

    /** Receives once. A message is deleted after it was noted, so that a kill loses none. */
    void once(Duration wait) {
      List<Inbox.Received> messages = inbox.receive(wait);
      for (Inbox.Received message : messages) {
        CompletionMessage.decode(message.body())
            .filter(completion -> completion.run().equals(event.run()))
            .ifPresentOrElse(this::note, () -> refused++);
      }
      inbox.delete(messages);
    }

    /** A faster peer may be ahead; rounds that have ended, or never come, are of no interest. */
    private void note(CompletionMessage message) {
      if (message.round() >= event.round() && message.round() < rounds) {
        barrier.report(message.round(), message.rank(), message.digest());
      }
    }
  }
}
