package io.spirt.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.PeerDatabase;
import io.spirt.engine.Gradient;
import io.spirt.engine.ModelState;
import io.spirt.functions.StageEvent;
import io.spirt.job.Stage;
import io.spirt.local.RunControls;
import io.spirt.peer.View;
import io.spirt.redisai.RedisModule;
import io.spirt.redisai.RedisServer;
import io.spirt.store.FileObjectStore;
import io.spirt.tensor.Float32;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What an attacker does to its own database, done to a real one. Rank 1 of two attacks. */
class AttackInjectorTest {
  private static final String RUN = "small";
  private static final String PASSWORD = "0123456789abcdef-of-attacks";
  private static final List<Integer> BATCHES = List.of(4, 7, 9);

  @TempDir private Path folder;
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<RedisClient> clients = new ArrayList<>();
  private final List<PeerDatabase> peers = new ArrayList<>();
  private AttackInjector injector;

  @BeforeEach
  void starts() {
    for (int rank = 0; rank < 2; rank++) {
      servers.add(RedisServer.builder().password(PASSWORD).module(RedisModule.path()).start());
      clients.add(DatabaseClients.open(address(rank), Duration.ofSeconds(10)));
      PeerDatabase peer = new PeerDatabase(clients.get(rank), RUN);
      var unused =
          peer.model()
              .initialise(new ModelState(Float32.bytes(new float[2]), ByteBuffer.allocate(0)));
      peer.progress().initialiseView(View.initial(2));
      peers.add(peer);
    }
    // Means (0, 1) and (2, 4).
    store(0, new float[][] {{-1, 1}, {0, 1}, {1, 1}});
    store(1, new float[][] {{1, 4}, {2, 4}, {3, 4}});
  }

  @AfterEach
  void closes() {
    injector.close();
    clients.forEach(RedisClient::close);
    servers.forEach(RedisServer::close);
  }

  private DatabaseAddress address(int rank) {
    return new DatabaseAddress("127.0.0.1", servers.get(rank).port(), "default", PASSWORD, null);
  }

  private void store(int rank, float[][] gradients) {
    for (int i = 0; i < gradients.length; i++) {
      var unused =
          peers
              .get(rank)
              .gradients()
              .store(
                  0,
                  BATCHES.get(i),
                  new Gradient(Float32.bytes(gradients[i]), ByteBuffer.allocate(0), 1, 4, 1));
    }
  }

  private void attack(Attack attack, int waitMillis) {
    injector =
        AttackInjector.of(
            new AttackPlan(
                1, waitMillis, List.of(new PlannedAttack(attack, new TreeSet<>(List.of(1))))));
    injector.started(
        (RunControls)
            Proxy.newProxyInstance(
                RunControls.class.getClassLoader(),
                new Class<?>[] {RunControls.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "run" -> RUN;
                      case "store" -> new FileObjectStore(folder);
                      case "database" -> address((Integer) arguments[0]);
                      default -> throw new AssertionError(method.getName());
                    }));
  }

  private static StageEvent average(int rank) {
    return new StageEvent(Stage.AVERAGE.word(), RUN, rank, 1, 0, null, BATCHES);
  }

  /** What a peer's own function would then announce and show. */
  private float[] averaged(int rank) {
    var unused = peers.get(rank).gradients().average(0, BATCHES, false);
    return peers.get(rank).gradients().averageValues(0, 2).orElseThrow().values();
  }

  private void honestPeerAverages() {
    assertThat(averaged(0)).containsExactly(0, 1);
    injector.afterStage(average(0), JsonNodeFactory.instance.objectNode());
  }

  @Test
  void theAverageOfTheRewrittenGradientsIsExactlyWhatIsShownHoweverOftenTheStageRuns() {
    attack(new SignFlip(-100), 1);
    injector.beforeStage(average(1)).join();
    injector.beforeStage(average(1)).join();
    assertThat(averaged(1)).containsExactly(-200, -400);
    injector.beforeStage(average(1)).join();
    assertThat(averaged(1)).containsExactly(-200, -400);
    assertThat(injector.acted())
        .containsExactly(
            new ActedAttack("sign-flip", 1, 0, true, "showed another average than its own"));
  }

  @Test
  void whoNeedsTheHonestAveragesWaitsForThem() {
    attack(new Mimic(), 600_000);
    CompletableFuture<Void> may = injector.beforeStage(average(1));
    assertThat(may).isNotDone();
    honestPeerAverages();
    may.join();
    assertThat(averaged(1)).containsExactly(0, 1);
  }

  @Test
  void whoWaitsInVainBehaves() {
    attack(new Mimic(), 1);
    injector.beforeStage(average(1)).join();
    assertThat(averaged(1)).containsExactly(2, 4);
    assertThat(injector.acted())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.acted()).isFalse();
              assertThat(one.what()).contains("[0]").contains("waitMillis, which is 1");
            });
    assertThat(injector.unacted()).hasSize(1);
  }

  @Test
  void whatIsNoFiniteNumberIsNotShown() {
    attack(new SignFlip(-1e300), 1);
    injector.beforeStage(average(1)).join();
    assertThat(averaged(1)).containsExactly(2, 4);
    assertThat(injector.acted().get(0).what()).contains("value 0").contains("-Infinity");
  }

  @Test
  void honestPeersAreLeftAlone() {
    attack(new SignFlip(-100), 1);
    injector.beforeStage(average(0)).join();
    assertThat(averaged(0)).containsExactly(0, 1);
    assertThat(injector.acted()).isEmpty();
  }
}
