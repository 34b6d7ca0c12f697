package io.spirt.benchmarks.replay.byzantine;

import io.spirt.attacks.Alie;
import io.spirt.attacks.Attack;
import io.spirt.attacks.AttackInjector;
import io.spirt.attacks.AttackPlan;
import io.spirt.attacks.GaussianNoise;
import io.spirt.attacks.InnerProductManipulation;
import io.spirt.attacks.LabelFlip;
import io.spirt.attacks.PlannedAttack;
import io.spirt.attacks.SignFlip;
import io.spirt.local.RunHooks;
import java.util.List;
import java.util.SortedSet;

/** The attacks of {@code io.spirt.attacks} with their usual strengths, acted out in real runs. */
final class InjectedLies implements LyingPeers {
  /** The paper's own factor hides among many peers; with 4 or 10 it is near 0, and no attack. */
  private static final double ALIE_FACTOR = 1.5;

  private static final List<Attack> ATTACKS =
      List.of(
          new SignFlip(SignFlip.DEFAULT_FACTOR),
          new GaussianNoise(GaussianNoise.DEFAULT_STANDARD_DEVIATION),
          new LabelFlip(),
          new Alie(ALIE_FACTOR),
          new InnerProductManipulation(InnerProductManipulation.DEFAULT_EPSILON));

  @Override
  public List<String> names() {
    return ATTACKS.stream().map(Attack::name).toList();
  }

  @Override
  public Lies of(String attack, SortedSet<Integer> ranks, long seed) {
    Attack chosen =
        ATTACKS.stream().filter(one -> one.name().equals(attack)).findFirst().orElseThrow();
    AttackPlan plan = new AttackPlan(seed, List.of(new PlannedAttack(chosen, ranks)));
    return new InRun(AttackInjector.of(plan));
  }

  private record InRun(AttackInjector injector) implements Lies {
    @Override
    public RunHooks hooks() {
      return injector;
    }

    @Override
    public boolean allTold() {
      return injector.unacted().isEmpty();
    }

    @Override
    public void close() {
      injector.close();
    }
  }
}
