package io.spirt.frameworks.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.compression.NoCompression;
import io.spirt.frameworks.service.RabbitInstalled;
import io.spirt.frameworks.testing.SmallJob;
import io.spirt.frameworks.worker.EpochLog;
import io.spirt.frameworks.worker.WorkerRecords;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientExchangeTest {
  private static final int VALUES = 500;

  @TempDir private Path folder;
  private ObjectStore objects;
  private PeerQueues sender;
  private PeerQueues reader;
  private PeerQueues otherReader;

  @BeforeEach
  void connects() throws IOException {
    PeersOnThreads peers = new PeersOnThreads(RabbitInstalled.broker(), folder.resolve("objects"));
    peers.forget();
    objects = new FileObjectStore(folder.resolve("objects"));
    sender = PeerQueues.open(peers.addresses(), SmallJob.RUN, 0, 3);
    reader = PeerQueues.open(peers.addresses(), SmallJob.RUN, 1, 3);
    otherReader = PeerQueues.open(peers.addresses(), SmallJob.RUN, 2, 3);
  }

  @AfterEach
  void leaves() {
    for (PeerQueues queues : new PeerQueues[] {sender, reader, otherReader}) {
      if (queues != null) {
        queues.close();
      }
    }
  }

  private GradientExchange exchange(PeerQueues queues, int values) {
    return new GradientExchange(
        queues,
        objects,
        new GradientCodec(new NoCompression(), 1, values - 1, 1),
        PeersOnThreads.LIMIT,
        new EpochLog(0, new WorkerRecords(objects, SmallJob.RUN), System::nanoTime));
  }

  private static float[] values(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void holdsOnlyTheLatestGradientAndManyMayReadIt() {
    GradientExchange own = exchange(sender, VALUES);
    own.send(0, 1, values(VALUES, 1));
    own.send(0, 2, values(VALUES, 2));
    for (PeerQueues queues : new PeerQueues[] {reader, otherReader, reader}) {
      PeerGradient latest = exchange(queues, VALUES).latest(0).orElseThrow();
      assertThat(latest.epoch()).isEqualTo(2);
      assertThat(latest.vector()).containsOnly(2);
    }
    assertThat(exchange(reader, VALUES).latest(1)).isEmpty();
  }

  @Test
  void aGradientThatIsBeingReadIsDrivenOutByANewerOne() {
    GradientExchange own = exchange(sender, VALUES);
    own.send(0, 1, values(VALUES, 1));
    var held = reader.nextOf(0).orElseThrow();
    assertThat(exchange(otherReader, VALUES).latest(0)).isEmpty();
    own.send(0, 2, values(VALUES, 2));
    reader.giveBack(held, true);
    assertThat(exchange(otherReader, VALUES).latest(0).orElseThrow().epoch()).isEqualTo(2);
    assertThat(exchange(reader, VALUES).latest(0).orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void aReaderThatDiesGivesTheGradientBack() {
    exchange(sender, VALUES).send(0, 1, values(VALUES, 1));
    assertThat(reader.nextOf(0)).isPresent();
    reader.close();
    assertThat(exchange(sender, VALUES).latest(0).orElseThrow().epoch()).isEqualTo(1);
  }

  @Test
  void aLargeGradientTravelsByReference() {
    int many = 3 * PeersOnThreads.LIMIT;
    GradientExchange own = exchange(sender, many);
    for (int epoch = 1; epoch <= 4; epoch++) {
      own.send(0, epoch, values(many, epoch));
      PeerGradient latest = exchange(reader, many).latest(0).orElseThrow();
      assertThat(latest.epoch()).isEqualTo(epoch);
      assertThat(latest.vector()).hasSize(many).containsOnly(epoch);
    }
    assertThat(sender.peek(0).orElseThrow().getBody()).hasSize(36);
    assertThat(objects.list("")).as("old ones are deleted").hasSize(2);
  }

  @Test
  void refusesWhatIsNoGradientOfThatPeer() {
    GradientExchange own = exchange(sender, VALUES);
    own.send(0, 7, values(VALUES, 1));
    var good = sender.peek(0).orElseThrow();
    Map<String, Object> headers = good.getProps().getHeaders();
    byte[] body = good.getBody();
    byte[] altered = body.clone();
    altered[5]++;
    byte[] endless = body.clone();
    Arrays.fill(endless, 0, 4, (byte) 0xff);
    refused(Map.of(), body, "no whole number");
    refused(with(headers, "rank", 2), body, "of peer 2");
    refused(with(headers, "epoch", 0), body, "of epoch 0");
    refused(with(headers, "epoch", "7"), body, "no whole number");
    refused(headers, altered, "digest");
    refused(headers, new byte[0], "digest");
    refused(with(headers, "sha256", sha256(endless)), endless, "value 0 is NaN");
    byte[] shorter = Arrays.copyOf(body, body.length - 4);
    refused(with(headers, "sha256", sha256(shorter)), shorter, "1996 bytes");
    for (String key : new String[] {"../job.json", "peer-0", UUID.randomUUID() + "/x"}) {
      refused(with(headers, "reference", true), key.getBytes(StandardCharsets.UTF_8), "no UUID");
    }
    own.send(0, 8, values(VALUES, 1));
    assertThat(exchange(reader, VALUES).latest(0).orElseThrow().epoch()).isEqualTo(8);
  }

  private void refused(Map<String, Object> headers, byte[] body, String why) {
    sender.publish(headers, body);
    GradientExchange exchange = exchange(reader, VALUES);
    assertThat(exchange.latest(0)).as(why).isEmpty();
    assertThat(exchange.lastRefusal()).contains("queue of peer 0").contains(why);
    assertThat(sender.peek(0)).as("taken away").isEmpty();
  }

  private static Map<String, Object> with(Map<String, Object> headers, String key, Object value) {
    Map<String, Object> changed = new HashMap<>(headers);
    changed.put(key, value);
    return changed;
  }

  private static String sha256(byte[] bytes) {
    return GradientExchange.sha256(bytes);
  }

  @Test
  void anObjectThatIsGoneIsNoFault() {
    int many = 3 * PeersOnThreads.LIMIT;
    exchange(sender, many).send(0, 1, values(many, 1));
    objects.list("").forEach(objects::delete);
    GradientExchange exchange = exchange(reader, many);
    assertThat(exchange.latest(0)).isEmpty();
    assertThat(exchange.lastRefusal()).isEmpty();
  }
}
