package io.spirt.simulator.command;

import io.spirt.simulator.Limit;
import io.spirt.simulator.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Outcomes as a table for other programs. */
final class OutcomeCsv {
  private OutcomeCsv() {}

  static List<String> of(List<Outcome> outcomes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "kind,framework,exchange,compression_bits,peers,batches,epoch_s,epoch_burst_s,sent_bytes,"
            + "received_bytes,dollars,invocations,transitions,queue_requests,puts,gets,lists,limit,"
            + "limit_value,limit_most,limit_fixed,limit_stops");
    outcomes.forEach(outcome -> lines.add(row(outcome)));
    return lines;
  }

  private static String row(Outcome one) {
    Limit limit = one.brokenLimit().orElse(null);
    Outcome.Counts counts = one.counts();
    return String.join(
        ",",
        "simulated",
        one.scenario().framework().id(),
        one.scenario().exchange().id(),
        String.valueOf(one.scenario().compressionBits()),
        String.valueOf(one.scenario().peers()),
        String.valueOf(one.scenario().batches()),
        value(one.seconds()),
        value(one.burstSeconds()),
        value(one.sentBytes()),
        value(one.receivedBytes()),
        value(one.dollars()),
        value(counts.invocations()),
        value(counts.transitions()),
        value(counts.queueRequests()),
        value(counts.puts()),
        value(counts.gets()),
        value(counts.lists()),
        limit == null ? "" : limit.name(),
        limit == null ? "" : value(limit.value()),
        limit == null ? "" : value(limit.most()),
        limit == null ? "" : String.valueOf(limit.fixed()),
        limit == null ? "" : String.valueOf(limit.stops()));
  }

  /** Empty if there is none. */
  private static String value(double value) {
    return Double.isInfinite(value) ? "" : String.valueOf(value);
  }
}
