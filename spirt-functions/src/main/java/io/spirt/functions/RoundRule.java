package io.spirt.functions;

import io.spirt.aggregation.AggregationRule;
import io.spirt.aggregation.AggregationRules;
import io.spirt.aggregation.Aggregator;
import io.spirt.aggregation.Averages;
import io.spirt.aggregation.CosineDetection;
import io.spirt.aggregation.RuleSettings;
import io.spirt.aggregation.TooFewPeersException;
import io.spirt.aggregation.UpdateTrial;
import io.spirt.aggregation.Zeno;
import io.spirt.database.ModelStore;
import io.spirt.job.AggregationSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The job's aggregation rule, applied to the averages of a settled round. A pure function of these,
 * the params and the job: so that all peers, which hold the same, find the same aggregate. That
 * includes how many malicious peers there are.
 */
final class RoundRule {
  private static final AggregationRule MEAN = AggregationRules.named(AggregationSpec.MEAN);
  private static final AggregationRule OF_BUFFERS = AggregationRules.named("meamed");

  private final StageEvent event;
  private final StageRun run;
  private final FunctionServices services;
  private final AggregationSpec spec;
  private final AggregationRule rule;
  private final Aggregator aggregator;
  private int byzantine;

  RoundRule(StageEvent event, StageRun run, FunctionServices services) {
    this.event = event;
    this.run = run;
    this.services = services;
    this.spec = run.job().aggregation();
    this.rule = AggregationRules.named(spec.rule());
    this.aggregator = spec.aggregator();
  }

  /**
   * Combines averages.
   *
   * @param ranks whose they are
   * @param values in the order of the ranks
   * @param version of the model that they are gradients of
   * @throws PermanentException if there are too few for the rule
   */
  float[] combine(
      List<Integer> ranks, List<float[]> values, ModelStore.Version version, StageResult result) {
    Averages averages = Averages.of(values);
    byzantine =
        spec.byzantine().isAuto() ? counted(ranks, averages, result) : spec.byzantine().count();
    try {
      if (!rule.triesUpdates()) {
        return aggregator.aggregate(averages, settings(Optional.empty()));
      }
      List<byte[]> samples = samples();
      return services
          .models()
          .borrow(
              run,
              model ->
                  aggregator.aggregate(
                      averages,
                      settings(Optional.of(new DatabaseTrial(run, version, model, samples)))));
    } catch (TooFewPeersException e) {
      throw new PermanentException("round " + event.round() + ": " + e.getMessage());
    }
  }

  /**
   * Combines buffers, after the averages: a liar may lie about them, too. Robust rules get the mean
   * around the median of theirs, whatever they do to the averages.
   */
  float[] combineBuffers(List<float[]> buffers) {
    boolean trusting = rule.name().equals(MEAN.name()) || 2 * byzantine >= buffers.size();
    return (trusting ? MEAN : OF_BUFFERS)
        .aggregate(Averages.of(buffers), RuleSettings.of(byzantine));
  }

  private int counted(List<Integer> ranks, Averages averages, StageResult result) {
    TreeSet<Integer> outliers = new TreeSet<>();
    CosineDetection.outliers(averages.distances(), spec.cosineThreshold())
        .forEach(index -> outliers.add(ranks.get(index)));
    int count = Math.min(outliers.size(), aggregator.mostByzantine(ranks.size()));
    result.put("outliers", outliers).put("byzantine", count);
    return count;
  }

  private List<byte[]> samples() {
    int wanted =
        spec.parameters().getOrDefault(Zeno.SAMPLES.name(), Zeno.SAMPLES.preset()).intValue();
    return new ValidationSamples(services.objects(), run.data())
        .draw(wanted, run.job().training().seed(), event.round());
  }

  private RuleSettings settings(Optional<UpdateTrial> trial) {
    return new RuleSettings(byzantine, spec.parameters(), trial);
  }
}
