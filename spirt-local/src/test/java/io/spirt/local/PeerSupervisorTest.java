package io.spirt.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.monitor.RunFailedException;
import io.spirt.statemachine.interpreter.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSupervisorTest {
  private final Deque<Runnable> due = new ArrayDeque<>();
  private final List<Long> waits = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final Timer timer =
      (delay, task) -> {
        waits.add(delay.toMillis());
        due.add(task);
        return () -> due.remove(task);
      };
  private boolean over;
  private boolean answers = true;
  private boolean succeeds = true;

  private final PeerSupervisor supervisor =
      new PeerSupervisor(
          new PeerSupervisor.Care() {
            @Override
            public boolean isOver() {
              return over;
            }

            @Override
            public boolean answers(int rank) {
              return answers;
            }

            @Override
            public void bringBack(int rank, int attempt) {
              done.add(rank + " attempt " + attempt);
              if (!succeeds) {
                throw new RunFailedException("not yet");
              }
            }
          },
          timer,
          Runnable::run);

  private void runAll(int most) {
    for (int i = 0; i < most && !due.isEmpty(); i++) {
      due.poll().run();
    }
  }

  @Test
  void bringsAPeerBackWhoseDatabaseAnswers() {
    supervisor.lost(2);
    assertThat(done).isEmpty();
    runAll(10);
    assertThat(done).containsExactly("2 attempt 1");
    assertThat(waits).containsExactly(PeerSupervisor.FIRST_WAIT.toMillis());
  }

  @Test
  void keepsLookingForADatabaseThatDoesNotAnswerWithoutCountingThat() {
    answers = false;
    supervisor.lost(1);
    runAll(20);
    assertThat(done).isEmpty();
    assertThat(waits).hasSize(21).containsOnly(500L);
    answers = true;
    runAll(20);
    assertThat(done).containsExactly("1 attempt 1");
  }

  @Test
  void triesAFewTimesAndWaitsTwiceAsLongEachTime() {
    succeeds = false;
    supervisor.lost(1);
    runAll(20);
    assertThat(done).hasSize(PeerSupervisor.MOST_ATTEMPTS);
    assertThat(waits).startsWith(500L, 1000L, 2000L, 4000L, 8000L);
    assertThat(due).isEmpty();
  }

  @Test
  void boundsTheAttemptsOfAPeerThatIsLostAgainAndAgain() {
    for (int i = 0; i < 2 * PeerSupervisor.MOST_ATTEMPTS; i++) {
      supervisor.lost(0);
      runAll(5);
    }
    assertThat(done).hasSize(PeerSupervisor.MOST_ATTEMPTS);
  }

  @Test
  void leavesPeersOfARunThatIsOverAlone() {
    supervisor.lost(0);
    over = true;
    runAll(5);
    supervisor.lost(1);
    assertThat(due).isEmpty();
    assertThat(done).isEmpty();
    assertThat(Duration.ofMillis(waits.get(0))).isEqualTo(PeerSupervisor.FIRST_WAIT);
  }
}
