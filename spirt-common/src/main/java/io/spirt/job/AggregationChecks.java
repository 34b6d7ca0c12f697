package io.spirt.job;

import io.spirt.aggregation.AggregationRule;
import io.spirt.aggregation.AggregationRules;
import io.spirt.aggregation.Aggregator;
import io.spirt.aggregation.RuleParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a job's aggregation that only the rule itself knows. */
final class AggregationChecks {
  private AggregationChecks() {}

  static List<JobProblem> of(Job job) {
    AggregationSpec spec = job.aggregation();
    if (!AggregationRules.names().contains(spec.rule())) {
      return List.of(
          new JobProblem(
              "/aggregation/rule",
              '"' + spec.rule() + '"',
              "there is no such rule; there are "
                  + String.join(", ", AggregationRules.names())
                  + "; a rule of your own has to be on the class path"));
    }
    AggregationRule rule = AggregationRules.named(spec.rule());
    List<JobProblem> problems = new ArrayList<>();
    spec.parameters()
        .forEach((name, value) -> parameter(rule, name, value).ifPresent(problems::add));
    peers(job).ifPresent(problems::add);
    if (rule.triesUpdates() && job.dataset().validationFraction() == 0) {
      problems.add(
          new JobProblem(
              "/aggregation/rule",
              '"' + spec.rule() + '"',
              "needs validation data; /dataset/validationFraction is 0"));
    }
    return problems;
  }

  private static Optional<JobProblem> parameter(AggregationRule rule, String name, double value) {
    String pointer = "/aggregation/parameters/" + name;
    Optional<RuleParameter> known =
        rule.parameters().stream().filter(one -> one.name().equals(name)).findFirst();
    if (known.isEmpty()) {
      return Optional.of(
          new JobProblem(pointer, String.valueOf(value), rule.name() + " has " + names(rule)));
    }
    RuleParameter parameter = known.get();
    return parameter.allows(value)
        ? Optional.empty()
        : Optional.of(
            new JobProblem(
                pointer,
                String.valueOf(value),
                "not allowed; allowed: " + parameter.least() + " to " + parameter.most()));
  }

  private static String names(AggregationRule rule) {
    return rule.parameters().isEmpty()
        ? "no parameters"
        : "only "
            + rule.parameters().stream().map(RuleParameter::name).collect(Collectors.joining(", "));
  }

  private static Optional<JobProblem> peers(Job job) {
    AggregationSpec spec = job.aggregation();
    Aggregator aggregator = spec.aggregator();
    int byzantine = spec.byzantine().isAuto() ? 0 : spec.byzantine().count();
    int needed = aggregator.peersNeeded(byzantine);
    if (job.peers() >= needed) {
      return Optional.empty();
    }
    return Optional.of(
        new JobProblem(
            "/peers",
            String.valueOf(job.peers()),
            String.format(
                "too few: %s%s with /aggregation/byzantine %s needs %d",
                spec.rule(),
                spec.preAggregation().equals("none") ? "" : " after " + spec.preAggregation(),
                spec.byzantine().json(),
                needed)));
  }
}
