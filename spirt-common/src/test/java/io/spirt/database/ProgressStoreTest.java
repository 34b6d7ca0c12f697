package io.spirt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.peer.View;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressStoreTest extends DatabaseTest {
  private ProgressStore progress;

  @BeforeEach
  void open() {
    progress = database.progress();
  }

  @Test
  void keepsTheFirstView() {
    View view = View.initial(4).with(new View.Change(2, List.of(1), List.of(7)));
    progress.initialiseView(view);
    progress.initialiseView(View.initial(9));
    assertThat(progress.view()).isEqualTo(view);
  }

  @Test
  void hasNoViewBeforeInit() {
    assertThatThrownBy(() -> progress.view())
        .isInstanceOf(StateConflictException.class)
        .hasMessageContaining("run the init stage first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"peers\":0,\"changes\":[]}",
        "{\"peers\":1,\"changes\":null}",
        "{\"peers\":2,\"changes\":[{\"epoch\":2,\"removed\":[0,1],\"added\":[]}]}"
      })
  void refusesAViewThatIsNoView(String text) {
    redis.set(keys.view(), text);
    assertThatThrownBy(() -> progress.view()).isInstanceOf(StateConflictException.class);
  }

  @Test
  void knowsWhoDidNotAnswerLast() {
    assertThat(progress.inactive()).isEmpty();
    progress.setInactive(10, true);
    progress.setInactive(2, true);
    progress.setInactive(2, true);
    assertThat(progress.inactive()).containsExactly(2, 10);
    progress.setInactive(10, false);
    progress.setInactive(3, false);
    assertThat(progress.inactive()).containsExactly(2);
  }

  @Test
  void keepsWhereConvergenceStands() {
    assertThat(progress.convergence()).isEmpty();
    Convergence first = new Convergence(10, 0.05, 0.7, 0, 0, 0.7, 0.81, "");
    progress.setConvergence(first);
    assertThat(progress.convergence()).contains(first);
    Convergence second = new Convergence(20, 0.005, 0.7, 1, 0, 0.9, 0.5, "no improvement");
    progress.setConvergence(second);
    assertThat(progress.convergence()).contains(second);
  }

  /** A model that diverged has a loss that JSON has no number for. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1.0 / 3})
  void keepsEveryLoss(double loss) {
    Convergence convergence = new Convergence(1, 0.1, loss, 0, 0, loss, 0, "");
    progress.setConvergence(convergence);
    assertThat(progress.convergence()).contains(convergence);
  }

  @Test
  void keepsOneStateMachineForEachNumberOfBatches() {
    progress.setStateMachine(15, "arn:15");
    progress.setStateMachine(20, "arn:20");
    assertThat(progress.stateMachine(15)).contains("arn:15");
    assertThat(progress.stateMachine(20)).contains("arn:20");
    assertThat(progress.stateMachine(16)).isEmpty();
  }

  @Test
  void knowsWhyTrainingEnded() {
    assertThat(progress.ended()).isEmpty();
    progress.setEnded("target accuracy");
    assertThat(progress.ended()).contains("target accuracy");
  }
}
