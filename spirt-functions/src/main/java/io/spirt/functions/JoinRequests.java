package io.spirt.functions;

import io.spirt.database.DatabaseAddress;
import io.spirt.message.JoinRequest;
import io.spirt.message.PasswordMessage;
import io.spirt.security.Envelope;
import io.spirt.security.PeerIdentity;
import io.spirt.security.Purpose;
import io.spirt.security.Refusal;
import io.spirt.security.RefusedMessageException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes join requests: makes a database user for the sender alone, answers with its password, and
 * trusts the sender. Doing so twice gives the same password. The initial peers are known by the
 * shared secret until the first update; later only the key that is known, or that the admin gave,
 * is admitted.
 */
final class JoinRequests {
  private final StageEvent event;
  private final StageRun run;
  private final Trust trust;
  private final FunctionServices services;
  private final SortedSet<Integer> accepted = new TreeSet<>();

  JoinRequests(StageEvent event, StageRun run, Trust trust, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.trust = trust;
    this.services = services;
  }

  /** The messages. */
  SignedMail mail() {
    String queue = services.settings(event.rank()).joinRequestQueueUrl();
    return new SignedMail(
        event,
        run,
        trust,
        Purpose.JOIN_REQUEST,
        services.inbox(queue),
        envelope -> Optional.of(request(envelope).publicKey()),
        envelope -> accept(request(envelope)));
  }

  /** The ranks accepted so far. */
  SortedSet<Integer> accepted() {
    return accepted;
  }

  private static JoinRequest request(Envelope envelope) throws RefusedMessageException {
    JoinRequest request =
        JoinRequest.decode(envelope.payload())
            .orElseThrow(
                () -> new RefusedMessageException(Refusal.MALFORMED, "not a join request"));
    if (request.rank() != envelope.sender()) {
      throw new RefusedMessageException(Refusal.MISADDRESSED, "of another rank than its sender");
    }
    return request;
  }

  private void accept(JoinRequest request) throws RefusedMessageException {
    checkAdmitted(request);
    checkAddress(request);
    boolean keyIsNew =
        trust.peer(request.rank()).filter(known -> sameKey(known, request)).isEmpty();
    boolean knewAll = knowsAll();
    PeerIdentity identity = trust.identity();
    String password = identity.passwordFor(event.run(), request.rank(), request.publicKey());
    run.database().users().grant(request.rank(), password);
    // Trusted last: a peer that is trusted has been sent its password.
    sendPassword(request, password);
    if (keyIsNew) {
      // What it gave before opens a database of another key pair.
      run.database().trust().dropPassword(request.rank());
    }
    run.database().trust().trust(request);
    trust.refresh();
    if (!request.answer() && knewAll) {
      Announcement.send(event, run, services, request.rank(), request.joinRequestQueueUrl(), true);
    }
    accepted.add(request.rank());
  }

  private static boolean sameKey(JoinRequest known, JoinRequest request) {
    return known.publicKey().equals(request.publicKey());
  }

  /** True once this peer is past its own first authentication: who comes now missed its request. */
  private boolean knowsAll() {
    return run.database().identity().isAuthenticated() || !isBeforeFirstUpdate();
  }

  private void checkAdmitted(JoinRequest request) throws RefusedMessageException {
    Optional<JoinRequest> known = trust.peer(request.rank());
    if (known.filter(peer -> sameKey(peer, request)).isPresent()) {
      return;
    }
    Optional<String> admitted = services.objects().admittedKey(event.run(), request.rank());
    if (admitted.filter(request.publicKey()::equals).isPresent()) {
      return;
    }
    boolean initial = request.rank() < run.job().peers() && isBeforeFirstUpdate();
    if (known.isPresent() || admitted.isPresent()) {
      throw new RefusedMessageException(
          Refusal.NOT_ADMITTED, "rank " + request.rank() + " is known by another key");
    }
    if (!initial || request.rank() == event.rank()) {
      throw new RefusedMessageException(
          Refusal.UNKNOWN_SENDER, "no key is admitted for rank " + request.rank());
    }
  }

  private boolean isBeforeFirstUpdate() {
    return run.database().model().version().map(model -> model.version() == 0).orElse(true);
  }

  private static void checkAddress(JoinRequest request) throws RefusedMessageException {
    try {
      var unused =
          new DatabaseAddress(
              request.host(), request.port(), "user", "", request.certificateAuthority());
    } catch (IllegalArgumentException e) {
      throw new RefusedMessageException(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private void sendPassword(JoinRequest request, String password) {
    String ciphertext =
        PeerIdentity.encryptFor(
            request.publicKey(),
            PeerIdentity.passwordLabel(event.run(), event.rank(), request.rank()),
            password,
            services.random());
    String payload = new PasswordMessage(event.rank(), request.publicKey(), ciphertext).encode();
    Sending.attempt(
        services.inbox(request.passwordQueueUrl()),
        trust.sign(request.rank(), Purpose.PASSWORD, payload).encode());
  }
}
