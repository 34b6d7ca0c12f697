package io.spirt.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.faults.PlanProblem;
import io.spirt.faults.PlanSchema;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads attack plans: checks them against the JSON schema and fills the schema's defaults in.
 * Thread-safe.
 */
public final class AttackPlanReader {
  private static final String ATTACKS = "attacks";
  private static final String KIND = "attack";
  private static final int FEWEST_TO_TELL_TWO_THINGS = 3;

  private static final PlanSchema SCHEMA = new PlanSchema("attack plan", ATTACKS, KIND, schema());

  private AttackPlanReader() {}

  /** The schema of an attack plan. */
  public static JsonNode schema() {
    return PlanSchema.resource(AttackPlanReader.class, "attacks.schema.json");
  }

  /**
   * Reads a plan.
   *
   * @param text the JSON document
   * @throws InvalidAttackPlanException with every problem of the document
   */
  public static AttackPlan read(String text) {
    JsonNode document = SCHEMA.read(text, InvalidAttackPlanException::new);
    List<PlannedAttack> attacks = new ArrayList<>();
    for (JsonNode attack : document.path(ATTACKS)) {
      attacks.add(planned((ObjectNode) attack));
    }
    List<PlanProblem> problems = new ArrayList<>();
    for (int i = 0; i < attacks.size(); i++) {
      checkRounds(attacks.get(i), place(i), problems);
      for (int j = 0; j < i; j++) {
        checkBeside(attacks.get(j), j, attacks.get(i), i, problems);
      }
    }
    refuseIfAny(problems);
    return new AttackPlan(
        document.path("seed").asLong(preset("seed").asLong()),
        document.path("waitMillis").asInt(preset("waitMillis").asInt()),
        attacks);
  }

  private static JsonNode preset(String field) {
    return SCHEMA.field(field).path("default");
  }

  private static String place(int index) {
    return "/" + ATTACKS + "/" + index;
  }

  private static PlannedAttack planned(ObjectNode node) {
    SCHEMA.fillDefaults(node);
    SortedSet<Integer> ranks = new TreeSet<>();
    node.path("ranks").forEach(rank -> ranks.add(rank.asInt()));
    Integer toRound = node.has("toRound") ? node.path("toRound").asInt() : null;
    return new PlannedAttack(attack(node), ranks, node.path("fromRound").asInt(), toRound);
  }

  private static Attack attack(JsonNode node) {
    String name = node.path(KIND).asText();
    return switch (name) {
      case SignFlip.NAME -> new SignFlip(node.path("factor").asDouble());
      case GaussianNoise.NAME -> new GaussianNoise(node.path("standardDeviation").asDouble());
      case LabelFlip.NAME -> new LabelFlip();
      case Alie.NAME -> new Alie(node.has("z") ? (Double) node.path("z").asDouble() : null);
      case InnerProductManipulation.NAME ->
          new InnerProductManipulation(node.path("epsilon").asDouble());
      case Mimic.NAME ->
          new Mimic(node.has("target") ? (Integer) node.path("target").asInt() : null);
      case Equivocation.NAME -> new Equivocation();
      default -> throw new IllegalStateException("the schema has an attack " + name);
    };
  }

  private static void checkRounds(PlannedAttack attack, String place, List<PlanProblem> problems) {
    if (attack.toRound() != null && attack.toRound() < attack.fromRound()) {
      problems.add(
          new PlanProblem(
              place + "/toRound",
              attack.toRound().toString(),
              "before fromRound, which is " + attack.fromRound() + "; it must be that or later"));
    }
    if (attack.attack() instanceof Mimic mimic
        && mimic.target() != null
        && attack.ranks().contains(mimic.target())) {
      problems.add(
          new PlanProblem(
              place + "/target",
              mimic.target().toString(),
              "is one of the attackers; an honest rank is mimicked"));
    }
  }

  private static void checkBeside(
      PlannedAttack one, int i, PlannedAttack other, int j, List<PlanProblem> problems) {
    SortedSet<Integer> both = new TreeSet<>(one.ranks());
    both.retainAll(other.ranks());
    if (!both.isEmpty() && one.overlaps(other)) {
      problems.add(
          new PlanProblem(
              place(j) + "/ranks",
              both.toString(),
              "attack in the same rounds by "
                  + place(i)
                  + "; a rank has one attack at a time: change ranks, fromRound or toRound"));
    }
  }

  /**
   * Checks what only the job can say.
   *
   * @throws InvalidAttackPlanException with every problem
   */
  public static void check(AttackPlan plan, Job job) {
    List<PlanProblem> problems = new ArrayList<>();
    for (int i = 0; i < plan.attacks().size(); i++) {
      PlannedAttack planned = plan.attacks().get(i);
      int attackers = plan.attackers(planned.fromRound()).size();
      if (planned.ranks().last() >= job.peers()) {
        problems.add(
            new PlanProblem(
                place(i) + "/ranks",
                planned.ranks().toString(),
                "the job has " + job.peers() + " peers, ranks 0 to " + (job.peers() - 1)));
      } else if (planned.attack().seesHonest() && attackers >= job.peers()) {
        problems.add(
            new PlanProblem(
                place(i) + "/ranks",
                planned.ranks().toString(),
                "all peers attack; " + planned.attack().name() + " needs an honest one"));
      } else {
        checkNumbers(planned.attack(), attackers, job.peers(), place(i), problems);
      }
    }
    refuseIfAny(problems);
  }

  private static void checkNumbers(
      Attack attack, int attackers, int peers, String place, List<PlanProblem> problems) {
    if (attack instanceof Alie alie && alie.z() == null) {
      try {
        Alie.hiddenZ(peers, attackers);
      } catch (IllegalArgumentException e) {
        problems.add(new PlanProblem(place + "/z", "", e.getMessage()));
      }
    }
    if (attack instanceof Mimic mimic && mimic.target() != null && mimic.target() >= peers) {
      problems.add(
          new PlanProblem(
              place + "/target",
              mimic.target().toString(),
              "the job has " + peers + " peers, ranks 0 to " + (peers - 1)));
    }
    if (attack instanceof Equivocation && peers < FEWEST_TO_TELL_TWO_THINGS) {
      problems.add(
          new PlanProblem(
              place,
              "\"" + attack.name() + "\"",
              "the job has "
                  + peers
                  + " peers; with fewer than "
                  + FEWEST_TO_TELL_TWO_THINGS
                  + " nobody can be told another thing than somebody else"));
    }
  }

  private static void refuseIfAny(List<PlanProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidAttackPlanException(problems);
    }
  }
}
