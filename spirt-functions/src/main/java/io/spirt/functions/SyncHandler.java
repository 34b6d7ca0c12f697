package io.spirt.functions;

import io.spirt.database.BarrierStore;
import io.spirt.database.ProgressStore;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.security.Refusal;
import io.spirt.security.RefusedMessageException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The barrier: drains the peer's inbox into its database until every active peer has reported this
 * round, or the timeout passes. Counts distinct ranks, never messages. A message that does not come
 * is looked for in its sender's database; a sender whose database does not answer is suspected.
 */
public final class SyncHandler extends StageHandler {
  private static final long SHORT_PAUSE_MILLIS = 20;
  private static final long SHORTEST_LONG_POLL_MILLIS = 1000;

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
    Trust trust = services().trust(event, run);
    Wait wait = new Wait(event, run, trust);
    SignedMail mail = mail(event, run, trust);
    while (!wait.missing().isEmpty()) {
      long left = deadline - services().clock().millis();
      if (left <= 0) {
        break;
      }
      receive(mail, Math.min(left, run.job().timeouts().heartbeatMillis()));
      if (isOver(event, run.database().model().requireVersion())) {
        // The messages went to a twin of this stage, and the round has ended with them.
        result.put("status", "stale");
        return;
      }
      wait.look();
    }
    mail.close();
    SortedMap<Integer, String> reported = barrier.reported(event.round());
    reported.keySet().retainAll(run.database().progress().view().active());
    SortedMap<Integer, String> candidates = barrier.pass(event.round(), reported);
    result
        .put("candidates", candidates.keySet())
        .put("missing", wait.missing())
        .put("inactive", run.database().progress().inactive())
        .put("refused", run.database().trust().refused());
  }

  /** Queues wait whole seconds; what is shorter is waited for here. */
  private void receive(SignedMail mail, long millis) {
    if (millis >= SHORTEST_LONG_POLL_MILLIS) {
      mail.receive(Duration.ofMillis(millis));
    } else if (mail.receive(Duration.ZERO) == 0) {
      services().pauses().pause(Math.min(millis, SHORT_PAUSE_MILLIS));
    }
  }

  private SignedMail mail(StageEvent event, StageRun run, Trust trust) {
    return new SignedMail(
        event,
        run,
        trust,
        Purpose.COMPLETION,
        services().inbox(services().settings(event.rank()).syncQueueUrl()),
        envelope -> knownKey(trust, envelope),
        envelope -> note(event, run, envelope));
  }

  private static Optional<String> knownKey(Trust trust, Envelope envelope)
      throws RefusedMessageException {
    return Optional.of(
        trust
            .publicKey(envelope.sender())
            .orElseThrow(
                () ->
                    new RefusedMessageException(
                        Refusal.UNKNOWN_SENDER, "rank " + envelope.sender() + " is not trusted")));
  }

  /** A faster peer may be ahead; rounds that have ended, or never come, are of no interest. */
  private static void note(StageEvent event, StageRun run, Envelope envelope)
      throws RefusedMessageException {
    CompletionMessage message =
        CompletionMessage.decode(envelope.payload())
            .filter(completion -> completion.rank() == envelope.sender())
            .orElseThrow(
                () -> new RefusedMessageException(Refusal.MALFORMED, "not a completion message"));
    Job job = run.job();
    if (message.round() >= event.round() && message.round() < job.rounds()) {
      run.database().barrier().report(message.round(), message.rank(), envelope.encode());
    }
  }

  /** Whom the barrier waits for. */
  private final class Wait {
    private final StageEvent event;
    private final StageRun run;
    private final Trust trust;
    private final Announcements announcements;
    private final Suspicion suspicion;
    private final Set<Integer> givenUp = new TreeSet<>();
    private boolean hasHelped;

    Wait(StageEvent event, StageRun run, Trust trust) {
      this.event = event;
      this.run = run;
      this.trust = trust;
      this.announcements = new Announcements(event, trust);
      this.suspicion = new Suspicion(run, trust, services());
    }

    SortedSet<Integer> missing() {
      ProgressStore progress = run.database().progress();
      SortedSet<Integer> missing = new TreeSet<>(progress.view().active());
      missing.removeAll(progress.inactive());
      missing.removeAll(progress.missed().stragglers(run.job().membership().stragglerRounds()));
      missing.removeAll(givenUp);
      missing.removeAll(run.database().barrier().reported(event.round()).keySet());
      return missing;
    }

    /** Now and then: pings those who are missing, and looks for their announcements. */
    void look() {
      SortedSet<Integer> missing = missing();
      if (missing.isEmpty() || !suspicion.isDue()) {
        return;
      }
      for (int rank : suspicion.ping(missing)) {
        announcements
            .fetch(rank, event.round())
            .ifPresentOrElse(
                text -> run.database().barrier().report(event.round(), rank, text),
                () -> compare(rank));
      }
      missing().stream().filter(this::mostWentOnWithout).forEach(givenUp::add);
    }

    /**
     * A peer that has left this round behind and shows nothing of it any more, or has ended, will
     * not report. One that has not come to it may wait for a model: whoever wrote a checkpoint for
     * it may have died over it, so the lowest of those who wait writes one now.
     */
    private void compare(int rank) {
      Optional<Peek> peek = Peek.of(trust, rank);
      boolean ended = Peek.at(trust, rank, database -> database.progress().ended()).isPresent();
      if (ended || peek.filter(there -> there.version() > event.round() + 1).isPresent()) {
        givenUp.add(rank);
        return;
      }
      boolean isBehind = peek.map(there -> there.version() < event.round()).orElse(true);
      if (isBehind && !hasHelped && isLowestWaiting()) {
        hasHelped = true;
        Checkpointing.write(event, run, services());
      }
    }

    private boolean isLowestWaiting() {
      SortedSet<Integer> waiting =
          new TreeSet<>(run.database().barrier().reported(event.round()).keySet());
      waiting.add(event.rank());
      return waiting.first() == event.rank();
    }

    /** Nobody waits for a peer that most of the others have stopped waiting for. */
    private boolean mostWentOnWithout(int rank) {
      SortedSet<Integer> others = new TreeSet<>(run.database().progress().view().active());
      others.removeAll(run.database().progress().inactive());
      others.remove(event.rank());
      others.remove(rank);
      long without =
          others.stream()
              .filter(
                  other ->
                      Peek.verdict(trust, other, event.round())
                          .filter(verdict -> !verdict.heard().containsKey(rank))
                          .isPresent())
              .count();
      return 2 * without > others.size();
    }
  }
}
