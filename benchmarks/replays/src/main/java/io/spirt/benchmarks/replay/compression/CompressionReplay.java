package io.spirt.benchmarks.replay.compression;

import io.spirt.benchmarks.replay.Experiment;
import io.spirt.benchmarks.replay.ReplayOptions;
import io.spirt.benchmarks.replay.ReplayResult;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code compression}: send and receive of one peer, with and without QSGD. */
@Command(
    footer = {
      "  spirt replay compression",
      "  spirt replay compression --network lambda",
      "  spirt replay compression --elements 11181642 --bits 8,6,4"
    })
public final class CompressionReplay implements Experiment {
  static final String ID = "compression";

  /** VGG-11 with 1,000 classes, as published. */
  private static final int VGG11 = 132_863_336;

  private static final int RESNET18 = 11_181_642;
  private static final int SMALL = 100_000;
  private static final int MOST_ELEMENTS = 200_000_000;
  private static final int MOST_PEERS = 64;
  private static final List<Integer> BITS = List.of(8, 4, 2);

  @Option(
      names = "--elements",
      paramLabel = "M",
      description = "float32 values of a gradient (default: 11181642, with --full 132863336).")
  private Integer elements;

  @Option(
      names = "--bits",
      split = ",",
      paramLabel = "B",
      description = "Bits of a value, 2 to 8, each timed (default: 8,4,2).")
  private List<Integer> bits;

  @Option(names = "--peers", paramLabel = "N", description = "Peers (default: 4).")
  private Integer peers;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> description() {
    return List.of(
        "Times send and receive of one peer with and without QSGD.",
        "",
        "A gradient of a network's size is encoded, stored in a redis-server, fetched and",
        "decoded, by the classes that SPIRT's stages use. Random values: what they are",
        "does not change the times. As published with --full: the size of VGG-11, 531 MB.");
  }

  @Override
  public boolean simulatesLambda() {
    return true;
  }

  @Override
  public void check(ReplayOptions options) {
    if (options.modelChosen().isPresent()) {
      throw new IllegalArgumentException("--model: no network is trained; take --elements");
    }
    inRange("--elements", elements(options), 1, MOST_ELEMENTS);
    inRange("--peers", peers(), 2, MOST_PEERS);
    bits().forEach(one -> inRange("--bits", one, 2, 8));
    ExchangeBench.checkMemory(elements(options));
  }

  @Override
  public ReplayResult run(ReplayOptions options, Consumer<String> progress) {
    int count = elements(options);
    try (ExchangeBench bench = new ExchangeBench(progress)) {
      List<ExchangeTimes> times =
          bench.times(count, CodecChoice.all(bits()), options.scale().pick(1, 5, 3));
      return new CompressionResult(
              times, peers(), options.network(), bench.readBack(count), bench.redisVersion())
          .result();
    }
  }

  private int elements(ReplayOptions options) {
    return elements != null ? elements : options.scale().pick(SMALL, RESNET18, VGG11);
  }

  private int peers() {
    return peers == null ? 4 : peers;
  }

  private List<Integer> bits() {
    return bits == null ? BITS : bits;
  }

  private static void inRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %,d is not allowed; allowed are %,d to %,d".formatted(option, value, least, most));
    }
  }
}
