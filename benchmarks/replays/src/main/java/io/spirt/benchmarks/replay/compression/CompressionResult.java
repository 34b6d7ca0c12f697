package io.spirt.benchmarks.replay.compression;

import static io.spirt.benchmarks.replay.ReplayRows.count;
import static io.spirt.benchmarks.replay.ReplayRows.number;
import static io.spirt.benchmarks.replay.ReplayRows.text;

import io.spirt.benchmarks.replay.BarPlot;
import io.spirt.benchmarks.replay.Figure;
import io.spirt.benchmarks.replay.LambdaNetwork;
import io.spirt.benchmarks.replay.Network;
import io.spirt.benchmarks.replay.Published;
import io.spirt.benchmarks.replay.ReplayPlot;
import io.spirt.benchmarks.replay.ReplayResult;
import io.spirt.benchmarks.replay.ReplayRows;
import io.spirt.benchmarks.replay.ShapeFinding;
import io.spirt.benchmarks.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was measured, beside the published figures.
 *
 * @param times of each codec, no compression first
 * @param readBack seconds to bring an average back to the function that encodes it
 */
record CompressionResult(
    List<ExchangeTimes> times, int peers, Network network, double readBack, String redisVersion) {

  private static final int PUBLISHED_BITS = 8;

  ReplayResult result() {
    ReplayResult.Builder result =
        ReplayResult.of(
                String.format(
                    Locale.ROOT,
                    "one peer of %d, a gradient of %,d values, one redis-server",
                    peers,
                    none().elements()))
            .redis(redisVersion)
            .rows(rows())
            .plot(plot());
    figures().forEach(result::figure);
    shape().forEach(result::shape);
    notes().forEach(result::note);
    return result.build();
  }

  private ExchangeTimes none() {
    return times.get(0);
  }

  private List<Figure> figures() {
    Published published = Published.of(CompressionReplay.ID);
    List<Figure> figures = new ArrayList<>();
    for (ExchangeTimes one : times) {
      String label = one.choice().label();
      String key = one.choice().key();
      figures.add(
          Figure.seconds("sendSeconds." + key, label + ": send", one.send(network), published));
      figures.add(
          Figure.seconds(
              "receiveSeconds." + key,
              label + ": receive from " + (peers - 1),
              one.receive(network, peers),
              published));
      figures.add(Figure.here("bytes." + key, label + ": sent", Unit.BYTES, (double) one.bytes()));
      if (!one.equals(none())) {
        figures.add(
            Figure.ratio(
                "fewerBytes." + key,
                label + ": fewer bytes",
                (double) none().bytes() / one.bytes(),
                published));
        figures.add(
            Figure.here(
                "lostPercent." + key,
                label + ": lost, of the gradient's length",
                Unit.PERCENT,
                100 * one.error()));
      }
    }
    return figures;
  }

  private ReplayRows rows() {
    Published published = Published.of(CompressionReplay.ID);
    ReplayRows.Builder rows =
        ReplayRows.columns(
            text("codec"),
            count("elements"),
            count("bytes"),
            number("encodeSeconds"),
            number("storeSeconds"),
            number("fetchSeconds"),
            number("decodeSeconds"),
            number("sendSeconds"),
            number("receiveSeconds"),
            number("lostShare"),
            number("publishedSendSeconds"),
            number("publishedReceiveSeconds"));
    for (ExchangeTimes one : times) {
      rows.row(
          one.choice().key(),
          one.elements(),
          one.bytes(),
          one.encode(),
          one.store(),
          one.fetch(),
          one.decode(),
          one.send(network),
          one.receive(network, peers),
          one.error(),
          orNull(published.value("sendSeconds." + one.choice().key())),
          orNull(published.value("receiveSeconds." + one.choice().key())));
    }
    return rows.build();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private ReplayPlot plot() {
    Published published = Published.of(CompressionReplay.ID);
    return BarPlot.of(
            "send-and-receive",
            "Send and receive with and without QSGD",
            "seconds",
            times.stream().map(one -> one.choice().label()).toList())
        .series("send", times.stream().map(one -> one.send(network)).toList())
        .series("receive", times.stream().map(one -> one.receive(network, peers)).toList())
        .series("send, published", bars(published, "sendSeconds."))
        .series("receive, published", bars(published, "receiveSeconds."))
        .build();
  }

  private List<Double> bars(Published published, String prefix) {
    List<Double> bars = new ArrayList<>();
    times.forEach(one -> bars.add(orNull(published.value(prefix + one.choice().key()))));
    return bars;
  }

  /** Of the published codec, or of the one with the most bits. */
  List<ShapeFinding> shape() {
    ExchangeTimes qsgd =
        times.stream()
            .filter(one -> one.choice().equals(CodecChoice.qsgd(PUBLISHED_BITS)))
            .findFirst()
            .orElse(times.get(1));
    return List.of(
        gain("sending", none().send(network) / qsgd.send(network), 6.2 / 4.57, qsgd.encode()),
        gain(
            "receiving",
            none().receive(network, peers) / qsgd.receive(network, peers),
            18.8 / 12.06,
            qsgd.decode()));
  }

  private ShapeFinding gain(String what, double here, double published, double codec) {
    String sentence =
        String.format(
            Locale.ROOT,
            "with QSGD %s is %.2f times as fast; published %.2f times.",
            what,
            here,
            published);
    return here > 1
        ? ShapeFinding.agrees(sentence)
        : ShapeFinding.differs(
            sentence,
            String.format(
                Locale.ROOT,
                "the codec alone takes %.4f s, and this machine's loopback moves the bytes that it"
                    + " saves in less; over a network of 75 MB/s (--network lambda) they take"
                    + " longer.",
                codec));
  }

  private List<String> notes() {
    return List.of(
        "Send: encode, and store in a database. Receive: fetch, check the digest, decode, for each"
            + " of the others, one after another.",
        "The published codec's bits are not known; its public code kept float32 values, so that no"
            + " bytes were saved. 8 bits stand beside it here.",
        String.format(
            Locale.ROOT,
            "SPIRT averages in the database, so without compression its peers send nothing at all;"
                + " with it the average stage first reads the average back, which takes %.3f s"
                + " more.",
            readBack
                + (network.simulated() ? LambdaNetwork.DEFAULT.database(none().bytes(), 1) : 0)));
  }
}
