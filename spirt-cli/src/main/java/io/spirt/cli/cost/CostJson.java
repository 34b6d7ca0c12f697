package io.spirt.cli.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.cost.Bounds;
import io.spirt.cost.Candidate;
import io.spirt.cost.CostEstimate;
import io.spirt.cost.CostLine;
import io.spirt.cost.Goal;
import io.spirt.cost.Proposals;
import io.spirt.cost.StandingLine;
import io.spirt.cost.limit.LimitUse;
import io.spirt.cost.time.StageTimes;
import io.spirt.job.Stage;
import java.util.Locale;
import java.util.TreeMap;

/** An estimate, or proposals, as one JSON object. Times are in seconds. */
public final class CostJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private CostJson() {}

  /** An estimate. */
  public static String of(CostView view) {
    CostEstimate estimate = view.estimate();
    ObjectNode root = JSON.createObjectNode();
    root.put("job", view.work().job().name());
    root.put("deployment", view.deployment().name());
    root.put("region", view.prices().region());
    ObjectNode prices = root.putObject("prices");
    prices.put("name", view.prices().file().name());
    prices.put("effective", view.prices().file().effective());
    prices.set("sources", JSON.valueToTree(view.prices().file().sources()));
    root.set("times", times(estimate.times()));
    root.put("epochs", estimate.epochs());
    root.putObject("seconds")
        .put("once", estimate.onceSeconds())
        .put("epoch", estimate.epochSeconds())
        .put("job", estimate.seconds());
    root.putObject("dollars")
        .put("once", estimate.onceDollars())
        .put("epoch", estimate.epochDollars())
        .put("job", estimate.dollars());
    ArrayNode lines = root.putArray("lines");
    for (CostLine line : estimate.lines()) {
      ObjectNode node = JSON.valueToTree(line);
      lines.add(node.put("dollars", line.dollars(estimate.epochs())));
    }
    root.set("standing", standing(estimate));
    root.set("limits", limits(view));
    return root.toPrettyString();
  }

  private static ObjectNode times(StageTimes times) {
    ObjectNode node = JSON.createObjectNode().put("source", times.source());
    ObjectNode stages = node.putObject("stages");
    for (Stage stage : Stage.values()) {
      stages.put(stage.word(), times.of(stage));
    }
    ObjectNode starts = node.putObject("starts");
    for (Stage stage : Stage.values()) {
      starts.put(stage.word(), times.start(stage));
    }
    node.set("assumptions", JSON.valueToTree(times.assumptions()));
    return node;
  }

  private static ObjectNode standing(CostEstimate estimate) {
    ObjectNode node = JSON.createObjectNode();
    node.put("dollarsADay", estimate.standingDollarsADay());
    node.put("dollarsAMonth", estimate.standingDollarsAMonth());
    ArrayNode lines = node.putArray("lines");
    for (StandingLine line : estimate.standing()) {
      ObjectNode entry = JSON.valueToTree(line);
      lines.add(entry.put("dollarsAMonth", line.dollarsAMonth()));
    }
    return node;
  }

  private static ObjectNode limits(CostView view) {
    ObjectNode node = JSON.createObjectNode().put("quotas", view.limits().quotas());
    node.put("form", view.limits().form() == null ? null : word(view.limits().form()));
    node.set("firstRound", JSON.valueToTree(view.limits().first()));
    node.set("laterRound", JSON.valueToTree(view.limits().later()));
    ArrayNode uses = node.putArray("uses");
    for (LimitUse use : view.limits().uses()) {
      ObjectNode entry = JSON.valueToTree(use);
      uses.add(entry.put("fits", use.fits()));
    }
    return node;
  }

  /** Proposals. */
  public static String of(Proposals proposals, Goal goal, Bounds bounds) {
    ObjectNode root = JSON.createObjectNode().put("optimise", word(goal));
    if (Double.isFinite(bounds.dollars())) {
      root.put("budgetDollars", bounds.dollars());
    }
    if (Double.isFinite(bounds.seconds())) {
      root.put("deadlineSeconds", bounds.seconds());
    }
    root.put("tried", proposals.tried()).put("refused", proposals.refused());
    ArrayNode best = root.putArray("best");
    proposals.best().forEach(candidate -> best.add(node(candidate)));
    if (proposals.nearest() != null) {
      root.set("nearest", node(proposals.nearest()));
    }
    return root.toPrettyString();
  }

  private static ObjectNode node(Candidate candidate) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("batchSize", candidate.batchSize())
            .put("peers", candidate.peers())
            .put("roundBatches", candidate.roundBatches())
            .put("seconds", candidate.seconds())
            .put("dollars", candidate.dollars());
    ObjectNode memory = node.putObject("memoryMegabytes");
    new TreeMap<>(candidate.memoryMegabytes())
        .forEach((stage, megabytes) -> memory.put(stage.word(), megabytes));
    return node;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
