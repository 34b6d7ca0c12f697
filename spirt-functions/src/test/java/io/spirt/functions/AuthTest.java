package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseClients;
import io.spirt.database.DatabaseUsers;
import io.spirt.job.Stage;
import io.spirt.message.JoinRequest;
import io.spirt.message.PasswordMessage;
import io.spirt.security.Envelope;
import io.spirt.security.PeerIdentity;
import io.spirt.security.Purpose;
import io.spirt.security.RefusedMessageException;
import io.spirt.security.SharedSecret;
import io.spirt.security.Signer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;

/**
 * Peers come to trust each other, and nobody else; whatever else is sent is refused and counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthTest {
  private static final int PEERS = 3;
  private static final int STRANGER = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir private static Path folder;
  private TestPeers peers;
  private String run;
  private Rounds rounds;

  @BeforeAll
  void starts() {
    peers = new TestPeers(PEERS, folder);
  }

  @AfterAll
  void closes() {
    peers.close();
  }

  @BeforeEach
  void prepares(TestInfo test) {
    run = "run-" + Integer.toHexString(test.getDisplayName().hashCode());
    peers.queues.beforeReceive(() -> {});
    peers.queues.beforeDelete(() -> {});
    for (int rank = 0; rank < PEERS; rank++) {
      // The users of an earlier run would do for this one, had they its passwords.
      acl(rank, "DELUSER", "peer-0", "peer-1", "peer-2");
    }
    peers.prepare(run, TestJob.of(PEERS), TestJob.data());
    rounds = new Rounds(peers, run, PEERS);
  }

  @Test
  void allTrustAllAfterwards() {
    List<JsonNode> results = initAndAuth();
    for (int rank = 0; rank < PEERS; rank++) {
      JsonNode result = results.get(rank);
      assertThat(result.get("complete").asBoolean()).isTrue();
      assertThat(result.get("member").asBoolean()).isTrue();
      assertThat(result.get("ready").asBoolean()).isTrue();
      assertThat(result.get("version").asInt()).isZero();
      assertThat(Results.ranks(result, "trusted")).isEqualTo(others(rank));
      assertThat(Results.ranks(result, "admitted")).isEqualTo(others(rank));
      assertThat(Results.counts(result, "refused")).isEmpty();
      for (int other : others(rank)) {
        assertThat(peers.trust(run, rank).database(other).model().requireVersion().version())
            .isZero();
      }
    }
  }

  /** Without the key pairs that these tests share. */
  @Test
  void initMakesAKeyPairOnce() {
    peers.redis(0).del("spirt:{" + run + "}:identity");
    String made = peers.handle(StageEvent.init(run, 0)).get("publicKey").asText();
    assertThat(made).isNotEqualTo(KeyPairs.of(0).publicKey());
    assertThat(peers.handle(StageEvent.init(run, 0)).get("publicKey").asText()).isEqualTo(made);
    assertThat(initAndAuth()).allMatch(result -> result.get("ready").asBoolean());
    assertThat(peers.trust(run, 1).publicKey(0)).contains(made);
  }

  @Test
  void initAndAuthAgainGiveTheSamePasswordsAndTrust() {
    initAndAuth();
    SortedMap<String, String> before = stateAndUsers();
    assertThat(initAndAuth()).allMatch(result -> result.get("ready").asBoolean());
    assertThat(Differences.of(stateAndUsers(), before)).isEmpty();
  }

  /** Cuts the connection to the own database after one request, two, and so on. */
  @Test
  void authThatIsKilledAnywhereEndsAsIfItHadNotBeen() throws Exception {
    peers.prepare("undisturbed", TestJob.of(2), TestJob.data());
    peers.play(new Rounds(peers, "undisturbed", 2).beginning().subList(0, 2));
    SortedMap<String, String> undisturbed = stateAndUsers("undisturbed");
    boolean killed = true;
    int requests = 1;
    while (killed) {
      String name = "killed-after-" + requests;
      peers.prepare(name, TestJob.of(2), TestJob.data());
      Rounds killedRounds = new Rounds(peers, name, 2);
      for (int rank = 0; rank < PEERS; rank++) {
        acl(rank, "DELUSER", "peer-0", "peer-1", "peer-2");
      }
      peers.play(killedRounds.beginning().subList(0, 1));
      peers.together(killedRounds.only(1).beginning().get(1));
      killed = killedAfter(requests, StageEvent.auth(name, 0));
      peers.queues.redeliver();
      assertThat(peers.together(killedRounds.beginning().get(1)))
          .as(name)
          .allMatch(result -> result.get("ready").asBoolean())
          .allMatch(result -> result.get("refused").findValue("altered") == null);
      assertThat(
              Differences.of(
                  essentials(anonymous(stateAndUsers(name))), essentials(anonymous(undisturbed))))
          .as(name)
          .isEmpty();
      requests++;
    }
    assertThat(requests).isGreaterThan(20);
  }

  private boolean killedAfter(int requests, StageEvent event) throws Exception {
    try (DyingProxy proxy = new DyingProxy(peers.server(0), requests);
        FunctionServices dying = peers.servicesThrough(0, proxy.port())) {
      try {
        peers.handle(new EntryPoint(dying), event);
      } catch (RuntimeException e) {
        assertThat(proxy.isDead()).as("%s", e).isTrue();
      }
      return proxy.isDead();
    }
  }

  /** Less what counts messages: one that was accepted and not deleted is refused as replayed. */
  private static SortedMap<String, String> essentials(SortedMap<String, String> state) {
    SortedMap<String, String> essentials = new TreeMap<>(state);
    essentials.keySet().removeIf(key -> key.endsWith(" refused"));
    return essentials;
  }

  /** Less the users' passwords, which follow from the run's name. */
  private static SortedMap<String, String> anonymous(SortedMap<String, String> state) {
    SortedMap<String, String> anonymous = new TreeMap<>(state);
    anonymous.replaceAll((key, value) -> value.replaceAll("#[0-9a-f]{64}", "#"));
    return anonymous;
  }

  @Test
  void aPasswordThatOvertakesTheJoinRequestWaitsForIt() {
    peers.play(rounds.beginning().subList(0, 1));
    List<String> late = peers.queues.drain(TestPeers.joinQueue(0));
    List<JsonNode> results =
        peers.time.together(
            List.of(
                () -> peers.handle(StageEvent.auth(run, 0)),
                () -> peers.handle(StageEvent.auth(run, 1)),
                () -> peers.handle(StageEvent.auth(run, 2)),
                () -> {
                  peers.time.pause(5000);
                  late.forEach(text -> peers.queues.put(TestPeers.joinQueue(0), text));
                  return null;
                }));
    assertThat(results.subList(0, PEERS)).allMatch(result -> result.get("ready").asBoolean());
    assertThat(Results.counts(results.get(0), "refused")).isEmpty();
  }

  @Test
  void joinRequestsThatDoNotHoldAreRefusedAndChangeNothing() throws Exception {
    peers.play(rounds.beginning().subList(0, 1));
    Envelope honest =
        Envelope.decode(
            peek(TestPeers.joinQueue(0)).stream()
                .filter(text -> sender(text) == 1)
                .findFirst()
                .orElseThrow());
    assertThat(peers.together(rounds.beginning().get(1)))
        .allMatch(result -> result.get("ready").asBoolean());
    JoinRequest request = JoinRequest.decode(honest.payload()).orElseThrow();
    SharedSecret otherSecret = SharedSecret.generate(new SecureRandom());
    String otherKey = KeyPairs.of(STRANGER).publicKey();

    refused("replayed", joinQueue(), honest.encode());
    refused("malformed", joinQueue(), "", "{", "null", request.encode());
    refused("oversized", joinQueue(), "x".repeat(Envelope.MOST_CHARACTERS + 1));
    refused(
        "misaddressed",
        joinQueue(),
        text(1, 2, Purpose.JOIN_REQUEST, request.encode()),
        text(1, Envelope.EVERYONE, Purpose.JOIN_REQUEST, request.encode()),
        text(1, 0, Purpose.COMPLETION, request.encode()),
        signer(1, peers.secret)
            .sign("another-run", 1, 0, Purpose.JOIN_REQUEST, request.encode())
            .encode(),
        // It says that it is of rank 2.
        text(1, 0, Purpose.JOIN_REQUEST, with(request, 2, request.publicKey()).encode()));
    refused(
        "altered",
        joinQueue(),
        new Envelope(
                run,
                1,
                0,
                Purpose.JOIN_REQUEST,
                "a".repeat(32),
                honest.timeMillis(),
                honest.payload(),
                honest.signature())
            .encode(),
        // The right key, without the job's secret.
        signer(1, otherSecret).sign(run, 1, 0, Purpose.JOIN_REQUEST, request.encode()).encode(),
        // The job's secret, without the key that it names.
        signer(STRANGER, peers.secret)
            .sign(run, 1, 0, Purpose.JOIN_REQUEST, request.encode())
            .encode());
    refused(
        "not-admitted",
        joinQueue(),
        signer(STRANGER, peers.secret)
            .sign(run, 1, 0, Purpose.JOIN_REQUEST, with(request, 1, otherKey).encode())
            .encode());
    refused(
        "unknown-sender",
        joinQueue(),
        signer(STRANGER, peers.secret)
            .sign(run, 7, 0, Purpose.JOIN_REQUEST, with(request, 7, otherKey).encode())
            .encode(),
        // In this peer's own name.
        signer(STRANGER, peers.secret)
            .sign(run, 0, 0, Purpose.JOIN_REQUEST, with(request, 0, otherKey).encode())
            .encode());
    refused(
        "malformed",
        joinQueue(),
        text(1, 0, Purpose.JOIN_REQUEST, "{}"),
        // Over a network, and without TLS.
        text(1, 0, Purpose.JOIN_REQUEST, at(request, "192.0.2.1").encode()),
        text(1, 0, Purpose.JOIN_REQUEST, at(request, "not a host").encode()),
        // No key.
        text(1, 0, Purpose.JOIN_REQUEST, with(request, 1, "AAAA").encode()));
    peers.time.advance(Trust.MOST_MESSAGE_AGE.plusMillis(1));
    refused("expired", joinQueue(), honest.encode());
    refused("expired", joinQueue(), fromTheFuture(1, 0, Purpose.JOIN_REQUEST, request.encode()));
  }

  @Test
  void passwordMessagesThatDoNotHoldAreRefusedAndChangeNothing() throws Exception {
    peers.play(rounds.beginning().subList(0, 1));
    peers.together(rounds.only(1).beginning().get(1));
    Envelope honest = Envelope.decode(peek(TestPeers.passwordQueue(0)).get(0));
    assertThat(peers.together(rounds.beginning().get(1)))
        .allMatch(result -> result.get("ready").asBoolean());
    PasswordMessage message = PasswordMessage.decode(honest.payload()).orElseThrow();
    String otherKey = KeyPairs.of(STRANGER).publicKey();

    refused("replayed", passwordQueue(), honest.encode());
    refused("malformed", passwordQueue(), "", "[]", message.encode());
    refused("oversized", passwordQueue(), "x".repeat(Envelope.MOST_CHARACTERS + 1));
    refused(
        "misaddressed",
        passwordQueue(),
        text(1, 2, Purpose.PASSWORD, message.encode()),
        text(1, 0, Purpose.JOIN_REQUEST, message.encode()),
        // For a key that this peer does not have any more.
        text(
            1,
            0,
            Purpose.PASSWORD,
            new PasswordMessage(1, otherKey, message.ciphertext()).encode()));
    refused(
        "altered",
        passwordQueue(),
        signer(STRANGER, peers.secret).sign(run, 1, 0, Purpose.PASSWORD, message.encode()).encode(),
        signer(1, SharedSecret.generate(new SecureRandom()))
            .sign(run, 1, 0, Purpose.PASSWORD, message.encode())
            .encode(),
        // Encrypted for this peer, but as the password of another's database.
        text(
            1, 0, Purpose.PASSWORD, new PasswordMessage(1, message.publicKey(), label(2)).encode()),
        text(1, 0, Purpose.PASSWORD, new PasswordMessage(1, message.publicKey(), "").encode()),
        text(1, 0, Purpose.PASSWORD, new PasswordMessage(1, message.publicKey(), "%").encode()));
    refused(
        "malformed",
        passwordQueue(),
        text(1, 0, Purpose.PASSWORD, "{}"),
        text(2, 0, Purpose.PASSWORD, message.encode()));
    refused(
        "unknown-sender",
        passwordQueue(),
        signer(STRANGER, peers.secret)
            .sign(run, 7, 0, Purpose.PASSWORD, message.encode())
            .encode());
    peers.time.advance(Trust.MOST_MESSAGE_AGE.plusMillis(1));
    refused("expired", passwordQueue(), honest.encode());
    refused("expired", passwordQueue(), fromTheFuture(1, 0, Purpose.PASSWORD, message.encode()));
  }

  private String label(int other) {
    return PeerIdentity.encryptFor(
        KeyPairs.of(0).publicKey(),
        PeerIdentity.passwordLabel(run, other, 0),
        "a password",
        new SecureRandom());
  }

  /** The shared secret is enough only as long as there is nothing to lose. */
  @Test
  void anInitialRankIsTakenUnseenOnlyBeforeTheFirstUpdate() {
    peers.play(rounds.beginning().subList(0, 1));
    List<String> requests = peers.queues.drain(TestPeers.joinQueue(0));
    // As it is after the first update.
    peers.redis(0).hset("spirt:{" + run + "}:shared:model", "version", "1");
    requests.forEach(text -> peers.queues.put(TestPeers.joinQueue(0), text));
    JsonNode result = peers.handle(StageEvent.auth(run, 0));
    assertThat(Results.ranks(result, "trusted")).isEmpty();
    assertThat(Results.counts(result, "refused")).containsEntry("unknown-sender", 2);
    assertThat(peers.database(run, 0).users().granted()).isEmpty();
  }

  @Test
  void anotherKeyIsTakenIfTheAdminGaveIt() throws Exception {
    initAndAuth();
    JoinRequest known = peers.trust(run, 0).peer(1).orElseThrow();
    String newKey = KeyPairs.of(STRANGER).publicKey();
    String oldPassword = KeyPairs.of(0).passwordFor(run, 1, known.publicKey());
    String newPassword = KeyPairs.of(0).passwordFor(run, 1, newKey);
    assertThat(opens(0, oldPassword)).isTrue();

    peers.objects.admit(run, 1, newKey);
    peers.queues.put(
        joinQueue(),
        signer(STRANGER, peers.secret)
            .sign(run, 1, 0, Purpose.JOIN_REQUEST, with(known, 1, newKey).encode())
            .encode());
    JsonNode result = peers.handle(StageEvent.auth(run, 0));
    assertThat(Results.ranks(result, "admitted")).containsExactly(1);
    assertThat(peers.trust(run, 0).publicKey(1)).contains(newKey);
    assertThat(peers.trust(run, 0).isOpen(1)).as("the password of its old key").isFalse();
    assertThat(newPassword).isNotEqualTo(oldPassword);
    assertThat(opens(0, oldPassword)).isFalse();
    assertThat(opens(0, newPassword)).isTrue();
    // Its answer can be read by the new key, and by no other.
    PasswordMessage answer =
        peers.queues.drain(TestPeers.passwordQueue(1)).stream()
            .map(AuthTest::payload)
            .flatMap(text -> PasswordMessage.decode(text).stream())
            .findFirst()
            .orElseThrow();
    String label = PeerIdentity.passwordLabel(run, 0, 1);
    assertThat(KeyPairs.of(STRANGER).decrypt(answer.ciphertext(), label)).isEqualTo(newPassword);
    assertThatThrownBy(() -> KeyPairs.of(1).decrypt(answer.ciphertext(), label))
        .hasMessageNotContaining(newPassword);
  }

  /** The key that the admin gave is the only one then. */
  @Test
  void anotherKeyThanTheAdminGaveIsNotAdmitted() {
    initAndAuth();
    peers.objects.admit(run, 1, KeyPairs.of(4).publicKey());
    JoinRequest known = peers.trust(run, 0).peer(1).orElseThrow();
    refused(
        "not-admitted",
        joinQueue(),
        signer(STRANGER, peers.secret)
            .sign(
                run,
                1,
                0,
                Purpose.JOIN_REQUEST,
                with(known, 1, KeyPairs.of(STRANGER).publicKey()).encode())
            .encode());
  }

  @Test
  void nothingSecretIsAtRest() throws Exception {
    List<byte[]> privateKeys = new ArrayList<>();
    KeyPairs.of(0).seal(new RecordingKeys(peers.keys, privateKeys), TestPeers.keyId(0), run, 0);
    initAndAuth();
    peers.together(rounds.beginning().get(2));
    peers.play(rounds.of(0));

    List<String> secrets = new ArrayList<>(List.of(peers.secret.text()));
    for (int rank = 0; rank < PEERS; rank++) {
      secrets.add(peers.folder.of(rank).database().password());
      for (int other : others(rank)) {
        secrets.add(KeyPairs.of(rank).passwordFor(run, other, KeyPairs.of(other).publicKey()));
      }
    }
    assertThat(privateKeys).isNotEmpty();
    for (byte[] key : privateKeys) {
      secrets.add(new String(key, UTF_8));
      secrets.add(Base64.getEncoder().encodeToString(key));
      secrets.add(HexFormat.of().formatHex(key));
    }
    List<String> atRest = new ArrayList<>();
    for (int rank = 0; rank < PEERS; rank++) {
      UnifiedJedis redis = peers.redis(rank);
      redis.keys("*").forEach(key -> atRest.add(key + " " + dump(redis, key)));
      atRest.addAll(users(rank).values());
    }
    peers.store.list("").forEach(key -> atRest.add(new String(peers.store.get(key), UTF_8)));
    peers.workflows.executions().values().forEach(atRest::add);
    peers.workflows.machines().values().forEach(atRest::add);
    assertThat(atRest).hasSizeGreaterThan(50);
    assertThat(secrets).hasSizeGreaterThan(10).allMatch(secret -> secret.length() > 10);
    for (String secret : secrets) {
      assertThat(atRest).noneMatch(text -> text.contains(secret));
    }
  }

  private static String dump(UnifiedJedis redis, String key) {
    return switch (redis.type(key)) {
      case "string" -> redis.get(key);
      case "hash" -> redis.hgetAll(key).toString();
      case "set" -> redis.smembers(key).toString();
      default -> "";
    };
  }

  /** The users of a server that was started anew are gone; they come back with their passwords. */
  @Test
  void usersComeBackAfterARestart() {
    initAndAuth();
    SortedMap<String, String> before = users(0);
    acl(0, "DELUSER", "peer-1", "peer-2");
    peers.handle(StageEvent.of(Stage.HEARTBEAT, run, 0, 1, 0));
    assertThat(users(0)).isEqualTo(before);
    acl(0, "DELUSER", "peer-1");
    peers.handle(StageEvent.auth(run, 0));
    assertThat(users(0)).isEqualTo(before);
  }

  private List<JsonNode> initAndAuth() {
    peers.play(rounds.beginning().subList(0, 1));
    return peers.together(rounds.beginning().get(1));
  }

  /** Gives rank 0 messages, each of which is refused for that reason and has no effect. */
  private void refused(String reason, String queue, String... messages) {
    for (String message : messages) {
      SortedMap<String, String> before = essentials(stateAndUsers());
      int count = peers.database(run, 0).trust().refused().getOrDefault(reason, 0);
      Map<String, Integer> expected = new TreeMap<>(peers.database(run, 0).trust().refused());
      expected.put(reason, count + 1);
      peers.queues.put(queue, message);
      JsonNode result = peers.handle(StageEvent.auth(run, 0));
      assertThat(Results.counts(result, "refused")).as(message).isEqualTo(expected);
      assertThat(Results.ranks(result, "admitted")).isEmpty();
      assertThat(result.get("ready").asBoolean()).as("%s", result).isTrue();
      assertThat(Differences.of(essentials(stateAndUsers()), before)).as(message).isEmpty();
      assertThat(peers.queues.drain(queue)).isEmpty();
      peers.queues.redeliver();
      assertThat(peers.queues.drain(queue)).as("left in flight").isEmpty();
    }
  }

  /** What is in a queue; it stays there. */
  private List<String> peek(String queue) {
    List<String> messages = peers.queues.drain(queue);
    messages.forEach(message -> peers.queues.put(queue, message));
    return messages;
  }

  private static String joinQueue() {
    return TestPeers.joinQueue(0);
  }

  private static String passwordQueue() {
    return TestPeers.passwordQueue(0);
  }

  private static JoinRequest with(JoinRequest request, int rank, String publicKey) {
    return new JoinRequest(
        rank,
        publicKey,
        request.host(),
        request.port(),
        request.certificateAuthority(),
        request.joinRequestQueueUrl(),
        request.passwordQueueUrl(),
        request.syncQueueUrl(),
        request.answer());
  }

  private static JoinRequest at(JoinRequest request, String host) {
    return new JoinRequest(
        request.rank(),
        request.publicKey(),
        host,
        request.port(),
        null,
        request.joinRequestQueueUrl(),
        request.passwordQueueUrl(),
        request.syncQueueUrl(),
        request.answer());
  }

  private Signer signer(int rank, SharedSecret secret) {
    return new Signer(KeyPairs.of(rank), secret, new SecureRandom(), peers.time);
  }

  private String text(int sender, int receiver, Purpose purpose, String payload) {
    return signer(sender, peers.secret).sign(run, sender, receiver, purpose, payload).encode();
  }

  private String fromTheFuture(int sender, int receiver, Purpose purpose, String payload) {
    return new Signer(
            KeyPairs.of(sender),
            peers.secret,
            new SecureRandom(),
            () -> peers.time.instant().plus(Duration.ofMinutes(2)))
        .sign(run, sender, receiver, purpose, payload)
        .encode();
  }

  private static int sender(String text) {
    try {
      return Envelope.decode(text).sender();
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String payload(String text) {
    try {
      return Envelope.decode(text).payload();
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private boolean opens(int rank, String password) {
    return DatabaseClients.answers(
        new DatabaseAddress(
            "127.0.0.1", peers.server(rank).port(), DatabaseUsers.peerUser(1), password, null),
        TIMEOUT);
  }

  private static List<Integer> others(int rank) {
    return Stream.of(0, 1, 2).filter(other -> other != rank).toList();
  }

  private SortedMap<String, String> stateAndUsers() {
    return stateAndUsers(run);
  }

  private SortedMap<String, String> stateAndUsers(String name) {
    SortedMap<String, String> state = peers.state(name);
    for (int rank = 0; rank < PEERS; rank++) {
      int peer = rank;
      users(rank)
          .forEach(
              (user, rules) -> {
                state.put("peer " + peer + " user " + user, rules.replace(name, "RUN"));
              });
    }
    return state;
  }

  private SortedMap<String, String> users(int rank) {
    SortedMap<String, String> users = new TreeMap<>();
    for (Object line : (List<?>) acl(rank, "LIST")) {
      String text = new String((byte[]) line, UTF_8);
      users.put(text.split(" ", 3)[1], text);
    }
    return users;
  }

  private Object acl(int rank, String... words) {
    CommandArguments command = new CommandArguments(Protocol.Command.ACL);
    Stream.of(words).forEach(command::add);
    return peers.redis(rank).executeCommand(command);
  }
}
