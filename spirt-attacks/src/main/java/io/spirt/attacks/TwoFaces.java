package io.spirt.attacks;

import io.spirt.compression.RoundingSeed;
import io.spirt.faults.TcpProxy;
import io.spirt.functions.RunObjects;
import io.spirt.functions.StageEvent;
import io.spirt.job.CompressionSpec;
import io.spirt.job.Job;
import io.spirt.local.RunControls;
import io.spirt.message.CompletionMessage;
import io.spirt.security.Envelope;
import io.spirt.security.Purpose;
import io.spirt.tensor.TensorDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Equivocates: before the attacker's function announces the honest average to everybody, half of
 * the other peers are told of another one, signed with the attacker's key. A proxy in front of its
 * database shows them the average and the announcement that fit what they were told. Over TLS the
 * proxy cannot see who reads what; those peers are told of an average then that they do not find.
 * Thread-safe.
 */
final class TwoFaces implements AutoCloseable {
  private static final List<String> SHOWN = List.of("average", "encoded-average", "announcement");

  private final Map<Integer, TcpProxy> proxies = new ConcurrentHashMap<>();

  /** By attacker, then by key: the key that the deceived read. */
  private final Map<Integer, Map<String, String>> renamed = new ConcurrentHashMap<>();

  private final Map<Integer, SortedSet<Integer>> deceived = new ConcurrentHashMap<>();

  /** The port that takes the place of an attacker's database. */
  int portInFrontOf(int attacker, int real) {
    return proxies
        .compute(
            attacker,
            (rank, there) -> {
              if (there != null && there.target() == real) {
                return there;
              }
              if (there != null) {
                there.close();
              }
              return new TcpProxy(
                  real, () -> new RenamedKeys((peer, key) -> key(attacker, peer, key)));
            })
        .port();
  }

  private String key(int attacker, int peer, String key) {
    if (!deceived.getOrDefault(attacker, new TreeSet<>()).contains(peer)) {
      return key;
    }
    return renamed.getOrDefault(attacker, Map.of()).getOrDefault(key, key);
  }

  /**
   * Tells half of the others another average. Has to end before the attacker's own function begins.
   *
   * @param own the honest average, which the rest is told by the function
   * @return the peers that are told the other one
   */
  SortedSet<Integer> act(
      StageEvent event, RunControls controls, AttackerDatabase database, float[] own) {
    String digest = showOthers(event, controls, database, Equivocation.toOthers(own));
    String payload =
        new CompletionMessage(
                event.round(),
                event.rank(),
                digest,
                database.buffers(event.round(), event.batches()).map(TensorDigest::of).orElse(""),
                database.version().digest(),
                database.viewDigest())
            .encode();
    database.announceToOthers(
        event.run(),
        event.round(),
        controls.sign(event.rank(), Envelope.EVERYONE, Purpose.COMPLETION, payload));
    SortedSet<Integer> told = everySecond(database.peers(), event.rank());
    deceive(event, told);
    // The first word of a rank stands: this one comes before the function's own.
    for (int rank : told) {
      controls.sendToSyncInbox(
          rank, controls.sign(event.rank(), rank, Purpose.COMPLETION, payload));
    }
    return told;
  }

  /** The digest of what others fetch: of the average, or of its encoding. */
  private static String showOthers(
      StageEvent event, RunControls controls, AttackerDatabase database, float[] average) {
    Job job = new RunObjects(controls.store()).job(event.run());
    CompressionSpec compression = job.aggregation().compression();
    if (compression.isNone()) {
      return database.showOthers(event.run(), event.round(), average);
    }
    long seed = RoundingSeed.of(job.training().seed(), event.round(), event.rank());
    return database.showOthers(
        event.run(), event.round(), compression.codec().encode(average, seed));
  }

  private void deceive(StageEvent event, SortedSet<Integer> told) {
    Map<String, String> keys = new HashMap<>(renamed.getOrDefault(event.rank(), Map.of()));
    for (String what : SHOWN) {
      keys.put(
          AttackerDatabase.shared(event.run(), what, event.round()),
          AttackerDatabase.sharedWithOthers(event.run(), what, event.round()));
    }
    renamed.put(event.rank(), Map.copyOf(keys));
    deceived.put(event.rank(), told);
  }

  /** The second, fourth and so on of the others: there is always somebody who is told the truth. */
  private static SortedSet<Integer> everySecond(SortedSet<Integer> peers, int attacker) {
    SortedSet<Integer> chosen = new TreeSet<>();
    boolean isSecond = false;
    for (int rank : peers) {
      if (rank != attacker) {
        if (isSecond) {
          chosen.add(rank);
        }
        isSecond = !isSecond;
      }
    }
    return chosen;
  }

  @Override
  public void close() {
    proxies.values().forEach(TcpProxy::close);
  }
}
