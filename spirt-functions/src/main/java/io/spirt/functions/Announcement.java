package io.spirt.functions;

import io.spirt.database.PeerDatabase;
import io.spirt.message.JoinRequest;
import io.spirt.security.Purpose;

/** How a peer announces itself to others. */
final class Announcement {
  private Announcement() {}

  /**
   * Sends this peer's join request.
   *
   * @param queueUrl the receiver's join-request queue
   * @param answer whether it answers the receiver's own
   */
  static void send(
      StageEvent event,
      StageRun run,
      FunctionServices services,
      int receiver,
      String queueUrl,
      boolean answer) {
    PeerSettings own = services.settings(event.rank());
    Trust trust = services.trust(event, run);
    String request =
        new JoinRequest(
                event.rank(),
                trust.identity().publicKey(),
                own.database().host(),
                own.database().port(),
                own.database().certificateAuthority(),
                own.joinRequestQueueUrl(),
                own.passwordQueueUrl(),
                own.syncQueueUrl(),
                answer)
            .encode();
    Sending.attempt(
        services.inbox(queueUrl), trust.sign(receiver, Purpose.JOIN_REQUEST, request).encode());
  }

  /** Makes the database users of all trusted peers anew: a server that was restarted lost them. */
  static void restoreUsers(StageEvent event, PeerDatabase database, Trust trust) {
    if (database.users().granted().containsAll(trust.peers().keySet())) {
      return;
    }
    trust
        .peers()
        .forEach(
            (rank, request) ->
                database
                    .users()
                    .grant(
                        rank,
                        trust.identity().passwordFor(event.run(), rank, request.publicKey())));
  }
}
