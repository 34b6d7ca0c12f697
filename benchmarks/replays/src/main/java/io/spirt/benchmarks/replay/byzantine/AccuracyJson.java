package io.spirt.benchmarks.replay.byzantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** The outcomes for programs. What is no finite number is null. */
final class AccuracyJson {
  private AccuracyJson() {}

  /** What was trained on. */
  static ObjectNode training(Scenario.Training training) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    describe(training, node);
    return node;
  }

  /** An object per outcome. */
  static ArrayNode runs(Outcomes outcomes) {
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    outcomes.all().forEach(outcome -> describe(outcomes, outcome, runs.addObject()));
    return runs;
  }

  private static void describe(Scenario.Training training, ObjectNode node) {
    node.put("model", training.model())
        .put("dataset", training.dataset())
        .put("batchSize", training.batchSize())
        .put("rounds", training.rounds())
        .put("roundsPerEpoch", training.roundsPerEpoch())
        .put("learningRate", training.learningRate())
        .put("momentum", training.momentum())
        .put("seed", training.seed());
    training.samples().ifPresent(samples -> node.put("samples", samples));
  }

  private static void describe(Outcomes outcomes, Outcome outcome, ObjectNode node) {
    Combination combination = outcome.combination();
    node.put("peers", combination.setting().peers())
        .put("malicious", combination.setting().malicious())
        .put("attack", combination.attack())
        .put("rule", combination.rule().toString())
        .put("end", outcome.end().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("why", outcome.why());
    if (outcome.end() != Outcome.End.TOO_FEW_PEERS) {
      put(node, "accuracy", outcome.finalAccuracy());
      put(node, "accuracyUnattacked", outcomes.baseline(combination));
      node.put("honestDigestsEqual", outcome.honestAgree())
          .put("attackActedOut", outcome.lied())
          .put("seconds", outcome.seconds());
      if (combination.attacked()) {
        Standing.of(outcome, outcomes.baseline(combination))
            .ifPresent(standing -> node.put("standing", standing.word()));
      }
      ArrayNode rounds = node.putArray("rounds");
      ArrayNode accuracies = node.putArray("accuracies");
      ArrayNode losses = node.putArray("losses");
      for (Point point : outcome.points()) {
        rounds.add(point.round());
        add(accuracies, point.accuracy());
        add(losses, point.loss());
      }
    }
    PublishedCurves.text(combination).ifPresent(text -> node.put("published", text));
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  private static void add(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }
}
