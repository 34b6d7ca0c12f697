package io.spirt.benchmarks.replay.p2p;

import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.Scale;
import io.spirt.benchmarks.replay.ShapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the two experiments on offloading share. */
final class PeerCases {
  private PeerCases() {}

  static String model(ReplayOptions options, String published) {
    return options.model(options.scale() == Scale.FULL ? published : ReplayOptions.DEFAULT_MODEL);
  }

  /**
   * Refuses what cannot be run.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static void check(Offload.Case one) {
    Object unused =
        new PeerJob(
                one.peers(),
                one.model(),
                one.dataset(),
                one.batchSize(),
                one.batches(),
                2,
                0.001,
                2)
            .job("check");
  }

  static String setting(Offload.Case one, ReplayOptions options) {
    return "%d peer%s, %s on %s, %d processors%s"
        .formatted(
            one.peers(),
            one.peers() == 1 ? "" : "s",
            one.model(),
            one.dataset(),
            Runtime.getRuntime().availableProcessors(),
            options.network() == Network.LAMBDA ? "; functions on AWS simulated" : "");
  }

  /** Whether functions are faster, and the more so the smaller the batches are. */
  static ShapeFinding speed(List<Offload> measured, ReplayOptions options) {
    Offload small = measured.get(0);
    Offload large = measured.get(measured.size() - 1);
    String sentence =
        String.format(
            Locale.ROOT,
            "functions are %.1f times as fast for %d batches of %d and %.1f times for %d of %d;"
                + " published 37.6 times for 235 of 64 and 5.4 times for 15 of 1024.",
            small.speedUp(),
            small.batches(),
            small.batchSize(),
            large.speedUp(),
            large.batches(),
            large.batchSize());
    boolean faster = measured.stream().allMatch(one -> one.speedUp() > 1);
    if (faster && small.speedUp() > large.speedUp()) {
      return ShapeFinding.agrees(sentence);
    }
    return ShapeFinding.differs(
        sentence,
        options.network() == Network.LAMBDA
            ? "one batch computes in %.3f s here, which a call and three transfers exceed."
                .formatted(small.batchSeconds())
            : "on this machine all functions share %d processors, which bounds the gain, and each"
                    .formatted(Runtime.getRuntime().availableProcessors())
                + " batch pays for a call, fetching params and storing a gradient; see --network"
                + " lambda.");
  }

  static List<String> notes(ReplayOptions options) {
    List<String> notes = new ArrayList<>();
    if (options.network() == Network.LAMBDA) {
      notes.add(
          "Simulated: at once = two states, fetching params and batch from S3, one batch as"
              + " measured here, storing the gradient; functions are warm, every batch has one.");
      notes.add("The peer's own collecting of the gradients is not in it, as published.");
    } else {
      notes.add(
          "At once on this machine: as many functions as processors; the time has the params'"
              + " way to S3, all calls, and the peer's collecting of the gradients.");
    }
    notes.add(
        options.scale() == Scale.FULL
            ? "The peers share this machine's processors; on AWS each has its own."
            : "One peer is measured, since on AWS each has a machine of its own.");
    return notes;
  }
}
