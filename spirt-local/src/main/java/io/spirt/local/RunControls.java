package io.spirt.local;

import io.spirt.database.DatabaseAddress;
import io.spirt.functions.StageEvent;
import io.spirt.security.Purpose;
import io.spirt.store.ObjectStore;
import java.util.SortedSet;

/** What can be done to a run's parts while it goes on, as a failing machine would. Thread-safe. */
public interface RunControls {

  /** The run's name. */
  String run();

  /** Ranks whose databases were started, dead ones too. */
  SortedSet<Integer> ranks();

  /** Ends a peer's database at once, as a crash would: what it held in memory is gone. */
  void killDatabase(int rank);

  /** Starts a peer's database that was killed again, empty, at the same address. */
  void restartDatabase(int rank);

  /** Stops a peer's database without ending it: connections hang. */
  void pauseDatabase(int rank);

  /** Lets a paused database go on. */
  void resumeDatabase(int rank);

  /** Process id of a peer's redis-server. */
  long databasePid(int rank);

  /** A peer's database, as its own functions open it. */
  DatabaseAddress database(int rank);

  /**
   * Kills the function process that works on that event.
   *
   * @return false if none does
   */
  boolean killFunction(StageEvent event);

  /** The run's objects; stays the run's. */
  ObjectStore store();

  /**
   * Signs a message as that peer, with its own key, whatever it says: who has broken into a peer
   * can.
   *
   * @param receiver a rank, or {@link io.spirt.security.Envelope#EVERYONE}
   * @return the encoded envelope
   * @throws IllegalStateException before the peer is initialised
   */
  String sign(int rank, int receiver, Purpose purpose, String payload);

  /** Puts a text into a peer's sync inbox. */
  void sendToSyncInbox(int receiver, String message);
}
