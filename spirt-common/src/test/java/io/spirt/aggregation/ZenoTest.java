package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Zeno with losses that are said beforehand: one for the params, one for each average. */
class ZenoTest {

  /** The loss after an update is found by the average's first value. */
  private static final class Script implements UpdateTrial {
    private final double before;
    private final Map<Float, Double> after;
    private final List<Float> tried = new ArrayList<>();

    Script(double before, Map<Float, Double> after) {
      this.before = before;
      this.after = after;
    }

    @Override
    public double loss() {
      return before;
    }

    @Override
    public double lossAfter(float[] average) {
      tried.add(average[0]);
      return after.get(average[0]);
    }
  }

  private static float[] zeno(int byzantine, double rho, Script script, float... averages) {
    List<float[]> list = new ArrayList<>();
    for (float average : averages) {
      list.add(new float[] {average});
    }
    return new Zeno()
        .aggregate(
            Averages.of(list),
            new RuleSettings(byzantine, Map.of("rho", rho), Optional.of(script)));
  }

  /** Scores 0.5, -1, 0.25: the mean of the first and the last. */
  @Test
  void takesTheMeanOfThoseThatLowerTheLossMost() {
    Script script = new Script(2, Map.of(1f, 1.5, 2f, 3.0, 4f, 1.75));
    assertThat(zeno(1, 0, script, 1, 2, 4)).containsExactly(2.5f);
    assertThat(zeno(2, 0, script, 1, 2, 4)).containsExactly(1);
    assertThat(zeno(0, 0, script, 1, 2, 4)).containsExactly(7f / 3);
  }

  /** Scores 1 - 0.1·1, 1.5 - 0.1·16, 0.5 - 0.1·0: that of 4 is -0.1, the lowest. */
  @Test
  void countsTheSquaredLengthAgainstAnAverage() {
    Script script = new Script(2, Map.of(1f, 1.0, 4f, 0.5, 0f, 1.5));
    assertThat(zeno(1, 0.1, script, 1, 4, 0)).containsExactly(0.5f);
    assertThat(zeno(1, 0, script, 1, 4, 0)).containsExactly(2.5f);
  }

  @Test
  void aLossThatIsNoNumberIsTheWorst() {
    Script script =
        new Script(2, Map.of(1f, Double.NaN, 2f, 100.0, 3f, Double.POSITIVE_INFINITY, 5f, 1.0));
    assertThat(zeno(2, 0, script, 1, 2, 3, 5)).containsExactly(3.5f);
  }

  @Test
  void ofEqualScoresTheLowerRankCounts() {
    Script script = new Script(2, Map.of(1f, 1.0, 2f, 1.0, 4f, 1.0));
    assertThat(zeno(1, 0, script, 1, 2, 4)).containsExactly(1.5f);
    assertThat(zeno(1, 0, script, 4, 2, 1)).containsExactly(3);
  }

  /** It is the only rule for which liars may be more than half. */
  @Test
  void bearsAMajorityOfLiars() {
    Script script = new Script(2, Map.of(1f, 1.0, -100f, 50.0, -200f, 60.0, -300f, 70.0));
    assertThat(zeno(3, 0.0005, script, -100, -200, 1, -300)).containsExactly(1);
  }

  @Test
  void triesEachAverageOnce() {
    Script script = new Script(2, Map.of(1f, 1.0, 2f, 1.0, 4f, 1.0));
    assertThat(zeno(1, 0, script, 1, 2, 4)).hasSize(1);
    assertThat(script.tried).containsExactly(1f, 2f, 4f);
  }

  /** With f = 1 the averages 0, 2, 100 become 1, 1, 51, whose scores are -1, -1, -51. */
  @Test
  void triesTheMixedAveragesAfterMixing() {
    Script script = new Script(0, Map.of(1f, 1.0, 51f, 51.0));
    float[] result =
        new Aggregator(new Zeno(), true)
            .aggregate(
                Averages.of(List.of(new float[] {0}, new float[] {2}, new float[] {100})),
                new RuleSettings(1, Map.of("rho", 0.0), Optional.of(script)));
    assertThat(script.tried).containsExactly(1f, 1f, 51f);
    assertThat(result).containsExactly(1);
  }

  @Test
  void wantsATrial() {
    assertThatThrownBy(
            () -> new Zeno().aggregate(Averages.of(List.of(new float[1])), RuleSettings.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("zeno needs a trial of updates");
  }
}
