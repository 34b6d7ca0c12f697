package io.spirt.cli.cost;

import io.spirt.cli.progress.Figures;
import io.spirt.cost.Bounds;
import io.spirt.cost.Candidate;
import io.spirt.cost.Goal;
import io.spirt.cost.Proposals;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;

/** What a search found, as lines of text. */
public final class ProposalText {
  private static final double MILLIS = 1000;

  private ProposalText() {}

  /**
   * The lines.
   *
   * @param headline the job in one line
   */
  public static List<String> of(Proposals proposals, Goal goal, Bounds bounds, String headline) {
    List<String> lines = new ArrayList<>();
    lines.add(headline);
    lines.add(
        "%s choices of batch size, peers and memory were priced, %s left out: they do not fit the quotas or the memory"
            .formatted(Figures.count(proposals.tried()), Figures.count(proposals.refused())));
    lines.add("");
    if (!proposals.best().isEmpty()) {
      lines.add(goal == Goal.TIME ? "fastest first" : "cheapest first");
      lines.addAll(table(proposals.best()));
    } else if (proposals.nearest() == null) {
      lines.add("Nothing fits the quotas and the memory of functions and databases.");
    } else {
      lines.add("Nothing is within " + within(bounds) + ". Nearest:");
      lines.addAll(table(List.of(proposals.nearest())));
      lines.add(missed(proposals.nearest(), bounds));
    }
    lines.add("");
    lines.add("engine: memory of init, aggregate and converge; light: of the other stages.");
    lines.add("Epochs stay as many. How batch size and peers change what an epoch teaches is not");
    lines.add("modelled: try a proposal on this machine before it is paid for.");
    return lines;
  }

  private static List<String> table(List<Candidate> candidates) {
    Table table =
        new Table(0)
            .row(
                "batchSize",
                "peers",
                "batches a round",
                "gradient",
                "engine",
                "light",
                "time",
                "$");
    for (Candidate candidate : candidates) {
      table.row(
          Integer.toString(candidate.batchSize()),
          Integer.toString(candidate.peers()),
          Figures.count(candidate.roundBatches()),
          memory(candidate, Stage.COMPUTE_GRADIENT),
          memory(candidate, Stage.AGGREGATE),
          memory(candidate, Stage.SYNC),
          Figures.duration(candidate.seconds() * MILLIS),
          Amounts.dollars(candidate.dollars()));
    }
    return table.lines();
  }

  private static String memory(Candidate candidate, Stage stage) {
    return candidate.memoryMegabytes().get(stage) + " MB";
  }

  private static String within(Bounds bounds) {
    List<String> parts = new ArrayList<>();
    if (Double.isFinite(bounds.dollars())) {
      parts.add("$" + Amounts.dollars(bounds.dollars()));
    }
    if (Double.isFinite(bounds.seconds())) {
      parts.add(Figures.duration(bounds.seconds() * MILLIS));
    }
    return String.join(" and ", parts);
  }

  private static String missed(Candidate nearest, Bounds bounds) {
    List<String> parts = new ArrayList<>();
    if (nearest.dollars() > bounds.dollars()) {
      parts.add("$" + Amounts.dollars(nearest.dollars() - bounds.dollars()) + " too dear");
    }
    if (nearest.seconds() > bounds.seconds()) {
      parts.add(Figures.duration((nearest.seconds() - bounds.seconds()) * MILLIS) + " too late");
    }
    return "It is " + String.join(" and ", parts) + ".";
  }
}
