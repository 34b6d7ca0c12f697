package io.spirt.faults;

import io.spirt.database.DatabaseAddress;
import io.spirt.functions.StageEvent;
import io.spirt.local.RunControls;
import io.spirt.security.Purpose;
import io.spirt.store.ObjectStore;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Notes what is asked of a run. */
final class RecordedControls implements RunControls {
  private static final int MOST_SECONDS = 30;

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  volatile boolean functionsAtWork = true;

  /** The next call, or null if there is none. */
  String next() {
    return calls.poll();
  }

  /** The next call, which another thread makes. */
  String await() throws InterruptedException {
    return calls.poll(MOST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public String run() {
    return "small";
  }

  @Override
  public SortedSet<Integer> ranks() {
    return new TreeSet<>();
  }

  @Override
  public void killDatabase(int rank) {
    calls.add("kill " + rank);
  }

  @Override
  public void restartDatabase(int rank) {
    calls.add("restart " + rank);
  }

  @Override
  public void pauseDatabase(int rank) {
    calls.add("pause " + rank);
  }

  @Override
  public void resumeDatabase(int rank) {
    calls.add("resume " + rank);
  }

  @Override
  public long databasePid(int rank) {
    throw new IllegalStateException("peer " + rank + " has no database here");
  }

  @Override
  public DatabaseAddress database(int rank) {
    throw new IllegalStateException("peer " + rank + " has no database here");
  }

  @Override
  public boolean killFunction(StageEvent event) {
    boolean killed = functionsAtWork;
    calls.add("kill function " + event.rank() + " " + event.stage() + " " + event.round());
    return killed;
  }

  @Override
  public ObjectStore store() {
    throw new IllegalStateException("there are no objects here");
  }

  @Override
  public String sign(int rank, int receiver, Purpose purpose, String payload) {
    throw new IllegalStateException("peer " + rank + " has no key here");
  }

  @Override
  public void sendToSyncInbox(int receiver, String message) {
    throw new IllegalStateException("peer " + receiver + " has no inbox here");
  }
}
