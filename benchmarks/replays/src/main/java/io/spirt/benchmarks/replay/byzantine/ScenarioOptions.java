package io.spirt.benchmarks.replay.byzantine;

import io.spirt.aggregation.AggregationRules;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say what is tried, as the command line gives them. */
final class ScenarioOptions {
  private static final String MNIST = "mnist";
  private static final int MOST_ROUNDS = 100_000;

  /** What is taken where the user says nothing. */
  private record Preset(
      List<String> rules,
      List<String> attacks,
      List<String> settings,
      String model,
      OptionalInt samples,
      int batchSize,
      int rounds,
      int roundsPerEpoch,
      double learningRate) {}

  /**
   * 2,700 training samples are 85 batches: 21 of each of 4 peers, 8 of each of 10. Several rounds
   * an epoch, since with one it would take hundreds of epochs to learn anything.
   */
  private static final Preset SMALL =
      new Preset(
          List.of("mean", "meamed", "zeno"),
          List.of(LyingPeers.NONE, "sign-flip", "noise"),
          List.of("4/1"),
          ReplayOptions.DEFAULT_MODEL,
          OptionalInt.of(3000),
          32,
          200,
          8,
          0.02);

  /** Shows that it runs. */
  private static final Preset SMALLEST =
      new Preset(
          List.of("meamed"),
          List.of(LyingPeers.NONE, "sign-flip"),
          List.of("4/1"),
          ReplayOptions.DEFAULT_MODEL,
          OptionalInt.of(300),
          16,
          8,
          4,
          0.02);

  /** The papers' scenario: some 15 batches of each of four peers. */
  private static final Preset FULL =
      new Preset(
          everyRule(),
          List.of(),
          List.of("4/1", "10/3"),
          "mobilenet-v3-small",
          OptionalInt.empty(),
          1024,
          100,
          1,
          0.1);

  private static final double MOMENTUM = 0.9;

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = {
        "Aggregation rules; nnm+RULE mixes with nearest neighbours first",
        "(default: mean,meamed,zeno)."
      })
  private List<String> rules;

  @Option(
      names = "--attacks",
      split = ",",
      paramLabel = "ATTACK",
      description = {
        "none, sign-flip, noise, label-flip, alie, ipm",
        "(default: none,sign-flip,noise)."
      })
  private List<String> attacks;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "N/F",
      description = "Peers and how many of them lie (default: 4/1; the papers': 4/1).")
  private List<String> settings;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Exchanges and updates (default: 200; the papers': about 100).")
  private Integer rounds;

  @Option(
      names = "--rounds-per-epoch",
      paramLabel = "N",
      description = "Accuracy is looked at once an epoch (default: 8; the papers': 1).")
  private Integer roundsPerEpoch;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Most samples taken, a tenth of them for validation (default: 3000).")
  private Integer samples;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Most samples of a batch (default: 32).")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Rate of the updates, with momentum 0.9 (default: 0.02).")
  private Double learningRate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Source of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  private static List<String> everyRule() {
    List<String> all = new ArrayList<>(AggregationRules.names());
    AggregationRules.names().stream()
        .filter(name -> !name.equals(RuleChoice.MEAN.rule()))
        .forEach(name -> all.add(RuleChoice.MIXING + name));
    return all;
  }

  /**
   * What the options mean.
   *
   * @param attackNames the attacks that there are, without that of nobody
   * @param common what is chosen by options of all experiments
   * @throws IllegalArgumentException if they mean nothing that can be run
   */
  Scenario scenario(List<String> attackNames, ReplayOptions common) {
    Preset preset = common.scale().pick(SMALLEST, SMALL, FULL);
    List<String> allowed = new ArrayList<>(List.of(LyingPeers.NONE));
    allowed.addAll(attackNames);
    List<String> chosen = orElse(attacks, preset.attacks().isEmpty() ? allowed : preset.attacks());
    for (String attack : chosen) {
      if (!allowed.contains(attack)) {
        throw new IllegalArgumentException(
            "--attacks: no attack is called '%s'; there are %s"
                .formatted(attack, String.join(", ", allowed)));
      }
    }
    Scenario scenario =
        new Scenario(
            read("--peers", orElse(settings, preset.settings()), Setting::of),
            chosen.stream().distinct().toList(),
            read("--rules", orElse(rules, preset.rules()), RuleChoice::of),
            training(preset, common));
    scenario.combinations().stream()
        .filter(one -> one.rulePeersNeeded() <= one.setting().peers())
        .forEach(one -> ByzantineJob.of(one, scenario.training()));
    return scenario;
  }

  private Scenario.Training training(Preset preset, ReplayOptions common) {
    int count = orElse(rounds, preset.rounds());
    if (count < 1 || count > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "--rounds is %d; it must be 1 to %d".formatted(count, MOST_ROUNDS));
    }
    int perEpoch = orElse(roundsPerEpoch, preset.roundsPerEpoch());
    if (perEpoch < 1 || count % perEpoch != 0) {
      throw new IllegalArgumentException(
          "--rounds is %d; it must be a multiple of --rounds-per-epoch, which is %d"
              .formatted(count, perEpoch));
    }
    return new Scenario.Training(
        common.model(preset.model()),
        common.dataset(MNIST),
        samples == null ? preset.samples() : OptionalInt.of(samples),
        orElse(batchSize, preset.batchSize()),
        count,
        perEpoch,
        orElse(learningRate, preset.learningRate()),
        MOMENTUM,
        seed);
  }

  private static <T> List<T> read(String option, List<String> texts, Function<String, T> reader) {
    try {
      return texts.stream().map(reader).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static <T> T orElse(T given, T preset) {
    return given == null ? preset : given;
  }
}
