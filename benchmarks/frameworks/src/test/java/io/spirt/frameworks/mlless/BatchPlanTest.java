package io.spirt.frameworks.mlless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
  /** 10 batches of 3 workers: 0 to 3, 4 to 6, 7 to 9. */
  private static final BatchPlan.Order ORDER =
      (epoch, rank) ->
          switch (rank) {
            case 0 -> List.of(0, 1, 2, 3);
            case 1 -> List.of(4, 5, 6);
            default -> List.of(7, 8, 9);
          };

  private static List<Integer> all(BatchPlan plan, int epoch) {
    List<Integer> batches = new ArrayList<>();
    for (int step = 0; step < plan.steps(epoch); step++) {
      for (int rank = 0; rank < 3; rank++) {
        plan.batch(epoch, step, rank).ifPresent(batches::add);
      }
    }
    return batches;
  }

  @Test
  void isTheGivenOrderAsLongAsNobodyLeaves() {
    BatchPlan plan = new BatchPlan(ORDER, 3);
    assertThat(plan.steps(1)).isEqualTo(4);
    assertThat(plan.batch(1, 0, 2)).hasValue(7);
    assertThat(plan.batch(1, 3, 0)).hasValue(3);
    assertThat(plan.batch(1, 3, 1)).isEmpty();
  }

  @Test
  void theOthersDoTheRestOfWhoLeaves() {
    BatchPlan plan = new BatchPlan(ORDER, 3);
    plan.leave(new BatchPlan.Leave(1, 0, 2));
    // 0, 4 and 7 are done; 1, 5, 8, 2, 6, 9, 3 are dealt to ranks 0 and 1
    assertThat(plan.steps(1)).isEqualTo(5);
    assertThat(plan.batch(1, 0, 2)).hasValue(7);
    assertThat(plan.batch(1, 1, 2)).isEmpty();
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(step -> plan.batch(1, step, 0).getAsInt()))
        .containsExactly(1, 8, 6, 3);
    assertThat(all(plan, 1)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void laterEpochsAreDealtAmongWhoIsLeft() {
    BatchPlan plan = new BatchPlan(ORDER, 3);
    plan.leave(new BatchPlan.Leave(1, 0, 2));
    plan.leave(new BatchPlan.Leave(2, 1, 1));
    assertThat(all(plan, 2)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(plan.batch(2, 1, 1)).isPresent();
    assertThat(plan.batch(2, 2, 1)).isEmpty();
    assertThat(plan.steps(3)).isEqualTo(10);
    assertThat(plan.batch(3, 0, 1)).isEmpty();
  }
}
