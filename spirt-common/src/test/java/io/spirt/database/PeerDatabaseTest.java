package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerDatabaseTest extends DatabaseTest {

  @Test
  void keepsTheRunsOfOneDatabaseApart() {
    PeerDatabase other = new PeerDatabase(redis, "other");
    database.model().initialise(state(1, 2));
    database.progress().setEnded("done");
    database.barrier().report(0, 1, "digest");
    assertThat(other.model().version()).isEmpty();
    assertThat(other.progress().ended()).isEmpty();
    assertThat(other.barrier().reported(0)).isEmpty();
  }

  /** Scripts and transactions need a run's keys in one slot of a cluster. */
  @Test
  void putsTheRunIntoTheHashTagOfEveryKey() {
    database.model().initialise(state(1, 2));
    database.gradients().store(0, 0, gradient(1, 2));
    database.progress().setInactive(1, true);
    assertThat(allKeys()).hasSizeGreaterThan(3).allMatch(key -> key.startsWith("spirt:{demo}:"));
  }

  @Test
  void knowsTheVersionOfItsServer() {
    assertThat(database.serverVersion()).matches("\\d+\\.\\d+\\.\\d+");
  }
}
