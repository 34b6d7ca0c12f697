package io.spirt.benchmarks.replay.byzantine;

import static io.spirt.benchmarks.replay.byzantine.Trials.brokeDown;
import static io.spirt.benchmarks.replay.byzantine.Trials.trained;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void saysWhoHoldsAndWhoFailsAndThatThePaperFoundTheSame() {
    assertThat(Shape.sentences(Trials.asPublished()).stream().map(Shape.Sentence::text))
        .containsExactly(
            "4/1, none: more than 1 point from mean: krum -5.0.",
            "4/1, noise: meamed, zeno hold; mean fails. As published.");
  }

  @Test
  void saysWhatThePaperFoundOtherwise() {
    assertThat(
            lines(
                trained("none", "mean", 0.95),
                trained("sign-flip", "mean", 0.9),
                trained("sign-flip", "meamed", 0.6)))
        .containsExactly(
            "4/1, none: all rules end within 1 point of mean.",
            "4/1, sign-flip: mean holds; meamed suffers."
                + " Not as published: mean fails there, meamed holds there.");
  }

  @Test
  void aRunThatBreaksDownFailsAlsoIfItWasGoodBefore() {
    assertThat(lines(brokeDown("noise", "mean", 0.94)))
        .containsExactly("4/1, noise: mean fails. As published.");
    assertThat(lines(trained("none", "mean", 0.95), brokeDown("noise", "mean", 0.94)))
        .contains("4/1, noise: mean fails. As published.");
  }

  @Test
  void whatThePaperDidNotTryIsNotPublished() {
    assertThat(lines(trained("none", "mean", 0.95), trained("alie", "mean", 0.9)))
        .contains("4/1, alie: mean holds. Not published.");
    assertThat(lines(trained("none", "mean", 0.95), trained("noise", "nnm+meamed", 0.9)))
        .contains("4/1, noise: nnm+meamed holds. Not published.");
  }

  @Test
  void saysNothingWhereNothingWasLearnt() {
    assertThat(lines(trained("none", "mean", 0.4), trained("noise", "mean", 0.1)))
        .containsExactly(
            "4/1, none: mean reaches 0.400 only; more --rounds are needed to tell anything.",
            "4/1, noise: nothing can be said: no rule was tried that also learnt without attack.");
    assertThat(lines(trained("noise", "mean", 0.1)))
        .containsExactly(
            "4/1, noise: nothing can be said: no rule was tried that also learnt without attack.");
  }

  @Test
  void aRuleIsComparedWithItselfWithoutAttackRatherThanWithTheMean() {
    assertThat(
            lines(
                trained("none", "mean", 0.95),
                trained("none", "krum", 0.8),
                trained("noise", "krum", 0.75)))
        .contains("4/1, noise: krum holds. Not published.");
  }

  private static List<String> lines(Outcome... outcomes) {
    return Shape.sentences(new Outcomes(List.of(outcomes))).stream()
        .map(Shape.Sentence::text)
        .toList();
  }
}
