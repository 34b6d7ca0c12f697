package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.spirt.faults.PlanProblem;
import io.spirt.job.JobReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackPlanReaderTest {
  private static final Path EXAMPLES =
      Path.of("").toAbsolutePath().getParent().resolve("examples/attacks");

  private static SortedSet<Integer> ranks(Integer... ranks) {
    return new TreeSet<>(List.of(ranks));
  }

  private static AttackPlan read(String attacks) {
    return AttackPlanReader.read(("{'attacks': [" + attacks + "]}").replace('\'', '"'));
  }

  private static List<String> problems(Runnable reads) {
    InvalidAttackPlanException[] refused = new InvalidAttackPlanException[1];
    assertThatExceptionOfType(InvalidAttackPlanException.class)
        .isThrownBy(reads::run)
        .satisfies(e -> refused[0] = e);
    return refused[0].problems().stream().map(PlanProblem::toString).toList();
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    AttackPlan plan =
        read(
            "{'attack':'sign-flip','ranks':[3]}, {'attack':'noise','ranks':[1,2]},"
                + " {'attack':'label-flip','ranks':[4]}, {'attack':'alie','ranks':[5]},"
                + " {'attack':'ipm','ranks':[6]}, {'attack':'mimic','ranks':[7]},"
                + " {'attack':'equivocation','ranks':[8]}");
    assertThat(plan)
        .isEqualTo(
            new AttackPlan(
                0,
                60_000,
                List.of(
                    new PlannedAttack(new SignFlip(-100), ranks(3)),
                    new PlannedAttack(new GaussianNoise(200), ranks(1, 2)),
                    new PlannedAttack(new LabelFlip(), ranks(4)),
                    new PlannedAttack(new Alie(), ranks(5)),
                    new PlannedAttack(new InnerProductManipulation(0.1), ranks(6)),
                    new PlannedAttack(new Mimic(), ranks(7)),
                    new PlannedAttack(new Equivocation(), ranks(8)))));
  }

  @Test
  void whatIsGivenIsTaken() {
    AttackPlan plan =
        AttackPlanReader.read(
            """
            {"seed": 9, "waitMillis": 500, "attacks": [
              {"attack": "sign-flip", "ranks": [3, 1], "factor": -2.5, "fromRound": 4, "toRound": 6},
              {"attack": "alie", "ranks": [0], "z": -1},
              {"attack": "mimic", "ranks": [1], "target": 2, "toRound": 3}
            ]}
            """);
    assertThat(plan.seed()).isEqualTo(9);
    assertThat(plan.waitMillis()).isEqualTo(500);
    assertThat(plan.attacks())
        .containsExactly(
            new PlannedAttack(new SignFlip(-2.5), ranks(1, 3), 4, 6),
            new PlannedAttack(new Alie(-1.0), ranks(0)),
            new PlannedAttack(new Mimic(2), ranks(1), 0, 3));
    assertThat(plan.of(1, 3)).contains(new Mimic(2));
    assertThat(plan.of(1, 4)).contains(new SignFlip(-2.5));
    assertThat(plan.of(1, 7)).isEmpty();
    assertThat(plan.attackers(4)).containsExactly(0, 1, 3);
    assertThat(plan.attackers()).containsExactly(0, 1, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'attack':'noise','ranks':[1],'standardDeviation':0}|/attacks/0/standardDeviation: 0: not"
            + " allowed; allowed: number, above 0 to 1000000000",
        "{'attack':'noise','ranks':[1],'factor':1}|/attacks/0/factor: 1: unknown field; allowed"
            + " here: attack, ranks, fromRound, toRound, standardDeviation",
        "{'attack':'mimic','ranks':[1],'target':1}|/attacks/0/target: 1: is one of the attackers;"
            + " an honest rank is mimicked",
        "{'attack':'ipm','ranks':[1],'fromRound':3,'toRound':2}|/attacks/0/toRound: 2: before"
            + " fromRound, which is 3; it must be that or later",
        "{'attack':'ipm'}|/attacks/0/ranks: missing; wanted: array"
      })
  void namesThePlaceTheValueAndWhatIsAllowed(String attack, String problem) {
    assertThat(problems(() -> read(attack))).containsExactly(problem);
  }

  @Test
  void aRankHasOneAttackAtATime() {
    assertThat(
            problems(
                () ->
                    read(
                        "{'attack':'ipm','ranks':[1,2],'toRound':5},"
                            + " {'attack':'alie','ranks':[2,3],'fromRound':5}")))
        .containsExactly(
            "/attacks/1/ranks: [2]: attack in the same rounds by /attacks/0; a rank has one attack"
                + " at a time: change ranks, fromRound or toRound");
  }

  @Test
  void namesEveryProblem() {
    assertThat(
            problems(
                () ->
                    AttackPlanReader.read(
                        "{\"seed\": -1, \"attacks\": [{\"attack\": \"bribe\"}, {\"attack\":"
                            + " \"ipm\", \"ranks\": []}], \"note\": 1}")))
        .hasSize(4)
        .anySatisfy(problem -> assertThat(problem).contains("bribe", "sign-flip", "equivocation"));
    assertThat(problems(() -> AttackPlanReader.read("")))
        .containsExactly("/: the document is empty; an attack plan is a JSON object");
  }

  @Test
  void checksWhatOnlyTheJobCanSay() {
    String job =
        "{\"name\": \"small\", \"peers\": 2, \"model\": {\"name\": \"lenet5\"}, \"dataset\":"
            + " {\"name\": \"digits\"}, \"training\": {\"epochs\": 1, \"learningRate\": 0.1}}";
    AttackPlan plan =
        read(
            "{'attack':'noise','ranks':[2],'toRound':1},"
                + " {'attack':'equivocation','ranks':[0],'fromRound':2,'toRound':3},"
                + " {'attack':'alie','ranks':[1],'fromRound':4,'toRound':5},"
                + " {'attack':'ipm','ranks':[0,1],'fromRound':6,'toRound':7},"
                + " {'attack':'mimic','ranks':[0],'target':5,'fromRound':8}");
    assertThat(problems(() -> AttackPlanReader.check(plan, JobReader.read(job))))
        .hasSize(5)
        .anySatisfy(problem -> assertThat(problem).contains("2 peers, ranks 0 to 1"))
        .anySatisfy(problem -> assertThat(problem).contains("fewer than 3"))
        .anySatisfy(problem -> assertThat(problem).contains("1 attackers among 2 peers"))
        .anySatisfy(problem -> assertThat(problem).contains("all peers attack"))
        .anySatisfy(problem -> assertThat(problem).startsWith("/attacks/4/target: 5"));
  }

  @Test
  void theExamplesAreValidAndShowEveryAttack() throws IOException {
    Set<String> shown = new TreeSet<>();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.toList()) {
        AttackPlan plan = AttackPlanReader.read(Files.readString(file));
        plan.attacks().forEach(planned -> shown.add(planned.attack().name()));
      }
    }
    Set<String> attacks = new TreeSet<>();
    AttackPlanReader.schema().path("$defs").fieldNames().forEachRemaining(attacks::add);
    assertThat(shown).isEqualTo(attacks);
  }
}
