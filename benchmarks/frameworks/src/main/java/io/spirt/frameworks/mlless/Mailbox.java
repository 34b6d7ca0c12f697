package io.spirt.frameworks.mlless;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.message.Inbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A worker's side of the queues: sends, receives, waits, and counts what it costs. */
final class Mailbox {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final WorkerContext context;
  private final MemberQueues queues;
  private final StepMail mail;

  Mailbox(WorkerContext context, MemberQueues queues) {
    this.context = context;
    this.queues = queues;
    this.mail = new StepMail(context.rank());
  }

  /** What has come so far. */
  StepMail mail() {
    return mail;
  }

  /** Tells other workers. */
  void tell(Collection<Integer> ranks, Message message) {
    for (int rank : ranks) {
      if (rank != context.rank()) {
        send(queues.worker(rank), message);
      }
    }
  }

  void tellSupervisor(Message message) {
    send(queues.supervisor(), message);
  }

  private void send(Inbox inbox, Message message) {
    String text = Messages.encode(message);
    inbox.send(text);
    context.log().count(Traffic.message(text.getBytes(UTF_8).length));
  }

  /**
   * Waits until the mail has something.
   *
   * @param what to look for
   * @param missing says who or what is missing, should it not come
   * @throws MemberFailedException if it does not come in time
   */
  <T> T await(Supplier<Optional<T>> what, Supplier<String> missing) {
    long start = context.clock().millis();
    long patience = context.patience().toMillis();
    Optional<T> found = what.get();
    while (found.isEmpty()) {
      receive();
      found = what.get();
      long waited = context.clock().millis() - start;
      if (found.isEmpty() && waited > patience) {
        throw new MemberFailedException(
            "worker %d has waited %d s: %s"
                .formatted(context.rank(), waited / 1000, missing.get()));
      }
    }
    return found.get();
  }

  private void receive() {
    List<Inbox.Received> received = queues.worker(context.rank()).receive(LOOK);
    if (received.isEmpty()) {
      context.log().count(Traffic.poll());
      return;
    }
    for (Inbox.Received one : received) {
      context.log().count(Traffic.received(one.body().getBytes(UTF_8).length));
      Messages.decode(one.body(), context.run()).ifPresent(mail::accept);
    }
    queues.worker(context.rank()).delete(received);
  }
}
