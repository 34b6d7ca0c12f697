package io.spirt.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated epoch came to.
 *
 * @param scenario what was simulated
 * @param seconds of the epoch, databases' sustained bandwidth counted; infinite if it never ends
 * @param burstSeconds of the epoch, as long as instances may send faster than in the long run
 * @param sentBytes of exchanges, of one peer, mean
 * @param receivedBytes of exchanges, of one peer, mean
 * @param dollars of the epoch
 * @param bill the parts of it
 * @param counts requests of the epoch
 * @param limits what the epoch asks of each
 * @param stageSeconds mean seconds of an invocation by stage word, what it waits for included; a
 *     worker that lives for many steps is one invocation, of the simulated steps
 */
public record Outcome(
    Scenario scenario,
    double seconds,
    double burstSeconds,
    double sentBytes,
    double receivedBytes,
    double dollars,
    List<BillLine> bill,
    Counts counts,
    List<Limit> limits,
    Map<String, Double> stageSeconds) {

  /** Copies the lists. */
  public Outcome {
    bill = List.copyOf(bill);
    limits = List.copyOf(limits);
    stageSeconds = new LinkedHashMap<>(stageSeconds);
  }

  /**
   * One part of what an epoch costs.
   *
   * @param service such as {@code Lambda}
   */
  public record BillLine(String service, double dollars) {}

  /**
   * Requests of an epoch, of all peers.
   *
   * @param transitions of Step Functions
   * @param queueRequests of SQS
   */
  public record Counts(
      double invocations,
      double transitions,
      double queueRequests,
      double puts,
      double gets,
      double lists) {}

  /** True if the epoch ends. */
  public boolean ends() {
    return !Double.isInfinite(seconds);
  }

  /** The limit that is broken by most; one that stops the epoch comes first. */
  public Optional<Limit> brokenLimit() {
    return limits.stream()
        .filter(Limit::broken)
        .max(
            (a, b) -> {
              int byKind = Boolean.compare(a.stops(), b.stops());
              return byKind != 0
                  ? byKind
                  : Double.compare(a.value() / a.most(), b.value() / b.most());
            });
  }

  /** The framework, with the exchange where that can be chosen, and the compression. */
  public String label() {
    String name = scenario.framework().id();
    if (scenario.framework() == Framework.SPIRT) {
      name += " " + scenario.exchange().id();
    }
    return scenario.compressed() ? name + " qsgd" + scenario.compressionBits() : name;
  }
}
