package io.spirt.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.attacks.ActedAttack;
import io.spirt.attacks.AttackInjector;
import io.spirt.attacks.AttackPlan;
import io.spirt.attacks.AttackPlanReader;
import io.spirt.attacks.PlannedAttack;
import io.spirt.job.Job;
import io.spirt.local.RunHooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The attacks of a plan, acted out in one run. */
final class ActedAttacks implements ActedPlan {
  /** Its name in a run's folder: what attackers did, by round and rank. */
  static final String FILE_NAME = "attacks.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final AttackInjector injector;

  private ActedAttacks(AttackInjector injector) {
    this.injector = injector;
  }

  /**
   * Reads a plan.
   *
   * @throws InvalidInputException if the file cannot be read as text
   * @throws io.spirt.attacks.InvalidAttackPlanException if it is not a plan, or not one for that
   *     job
   */
  static ActedAttacks read(Path file, Job job) {
    AttackPlan plan = AttackPlanReader.read(TextFile.read(file, "attack plan"));
    AttackPlanReader.check(plan, job);
    return new ActedAttacks(AttackInjector.of(plan));
  }

  @Override
  public RunHooks hooks() {
    return injector;
  }

  @Override
  public void write(Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode acted = root.putArray("acted");
    injector.acted().forEach(one -> acted.add(JSON.<ObjectNode>valueToTree(one)));
    ArrayNode unacted = root.putArray("unacted");
    for (PlannedAttack planned : injector.unacted()) {
      ObjectNode node = unacted.addObject().put("attack", planned.attack().name());
      node.set("ranks", JSON.valueToTree(planned.ranks()));
    }
    Files.writeString(folder.resolve(FILE_NAME), root.toPrettyString() + "\n");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<ActedAttack> acted = injector.acted();
    lines.add(acted.isEmpty() ? "no attack of the plan happened" : "attacks acted out:");
    Map<String, List<ActedAttack>> kinds =
        acted.stream()
            .collect(
                Collectors.groupingBy(
                    one -> "rank " + one.rank() + ", " + one.attack(),
                    TreeMap::new,
                    Collectors.toList()));
    kinds.forEach((kind, all) -> lines.add("  " + kind + ": " + described(all)));
    List<PlannedAttack> unacted = injector.unacted();
    if (!unacted.isEmpty() && !acted.isEmpty()) {
      lines.add(
          "  planned, but did not happen: "
              + String.join(", ", unacted.stream().map(one -> one.attack().name()).toList()));
    }
    return lines;
  }

  private static String described(List<ActedAttack> all) {
    List<ActedAttack> failed = all.stream().filter(one -> !one.acted()).toList();
    int rounds = all.size() - failed.size();
    String text = rounds + (rounds == 1 ? " round" : " rounds");
    if (failed.isEmpty()) {
      return text;
    }
    ActedAttack first = failed.get(0);
    return "%s; not in %d, first in round %d: %s"
        .formatted(text, failed.size(), first.round(), first.what());
  }

  @Override
  public void close() {
    injector.close();
  }
}
