package io.spirt.cli.progress;

import io.spirt.monitor.report.RunEvent;

/** What happened to a peer, as a sentence. */
public final class EventText {
  private EventText() {}

  /**
   * The sentence, without control characters.
   *
   * @param share how many batches each active peer has now, such as {@code 20 batches each}; empty
   *     if that is not known
   */
  public static String of(RunEvent event, String share) {
    String text = sentence(event, share.isEmpty() ? "" : ": " + share);
    // Details may quote what came over the network, which must not move the cursor.
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String sentence(RunEvent event, String share) {
    String rank = "rank " + event.rank();
    String details = event.text();
    String why = details.isEmpty() ? "" : ": " + details;
    String round = event.round() < 0 ? "" : " (round " + event.round() + ")";
    return switch (event.type()) {
      case "suspected" -> rank + " does not answer" + round + why;
      case "failed" -> rank + " failed" + round + why;
      case "excluded" -> "the average of " + rank + " was not used" + round + why;
      case "outlier" -> "the average of " + rank + " points elsewhere than most" + round;
      case "missing" -> rank + " did not take part" + round + why;
      case "behind" -> rank + " is behind the others' model" + round + why;
      case "repaired" -> rank + " copied the model of the majority" + round + why;
      case "removed" -> rank + " left the view at epoch " + event.epoch() + share;
      case "added" -> rank + " entered the view at epoch " + event.epoch() + share;
      case "rejoining" -> rank + " is being brought back" + why;
      case "joined" -> rank + " is at work" + why;
      case "resumed" -> "the run goes on" + why;
      default -> (event.rank() < 0 ? "" : rank + " ") + event.type() + round + why;
    };
  }
}
