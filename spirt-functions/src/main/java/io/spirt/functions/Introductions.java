package io.spirt.functions;

import io.spirt.database.ModelStore;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes what came of join requests and passwords. If somebody comes (back) to a job that is under
 * way, the lowest of the others writes a checkpoint for it.
 */
final class Introductions {
  private final StageEvent event;
  private final StageRun run;
  private final FunctionServices services;
  private final Trust trust;
  private final JoinRequests requests;
  private final SignedMail joining;
  private final SignedMail passwords;

  Introductions(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.services = services;
    this.trust = trust;
    this.requests = new JoinRequests(event, run, trust, services);
    this.joining = requests.mail();
    this.passwords = new Passwords(event, run, trust, services).mail();
  }

  /** Takes all that is there; does not wait. */
  void take() {
    drain(joining);
    // A twin of this stage may have taken some of the messages.
    trust.refresh();
    drain(passwords);
  }

  private static void drain(SignedMail mail) {
    while (mail.receive(Duration.ZERO) > 0) {
      // Until nothing comes any more: a queue gives ten messages at a time.
    }
  }

  /**
   * Ends it: refuses passwords of senders that stayed unknown, and looks after those who came.
   *
   * @return the version of the checkpoint that was written, if one was
   */
  Optional<Integer> close() {
    passwords.close();
    Optional<ModelStore.Version> version = run.database().model().version();
    if (requests.accepted().isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    boolean underWay =
        version.get().version() > 0
            || requests.accepted().stream().anyMatch(rank -> rank >= run.job().peers());
    SortedSet<Integer> helpers = new TreeSet<>(run.database().progress().view().active());
    helpers.removeAll(requests.accepted());
    helpers.removeAll(run.database().progress().inactive());
    boolean helps = underWay && !helpers.isEmpty() && helpers.first() == event.rank();
    return helps ? Optional.of(Checkpointing.write(event, run, services)) : Optional.empty();
  }

  /** The ranks whose join requests were accepted. */
  SortedSet<Integer> accepted() {
    return requests.accepted();
  }
}
