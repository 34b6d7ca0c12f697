package io.spirt.functions;

import io.spirt.database.PeerDatabase;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.Stage;
import io.spirt.message.Inbox;
import io.spirt.message.SqsInbox;
import io.spirt.security.KeyService;
import io.spirt.statemachine.Workflows;
import io.spirt.store.ObjectStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Everything outside of itself that a stage reaches. Shared by the handlers of a process;
 * thread-safe.
 */
public final class FunctionServices implements AutoCloseable {
  /** The own database is near, and the peer cannot do without it. */
  private static final Duration OWN_DATABASE = Duration.ofSeconds(30);

  private final ObjectStore store;
  private final RunObjects objects;
  private final PeerSource peers;
  private final Databases databases = new Databases();
  private final Identities identities;
  private final Supplier<SqsClient> sqs;
  private final Supplier<Workflows> workflows;
  private final Function<Stage, String> functionArns;
  private final Models models;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Pauses pauses;
  private final Optional<RoundRecords> records;

  /**
   * What is given by a supplier is asked for when a stage first needs it: a gradient function never
   * needs a queue.
   *
   * @param store stays the caller's
   * @param peers the settings of the peers that these functions work for
   * @param keys gives the same key service each time
   * @param sqs gives the same client each time; it stays the caller's
   * @param workflows gives the same service each time
   * @param functionArns the functions that a generated state machine names
   * @param engine finds the training engine, when a stage first needs it
   */
  public FunctionServices(
      ObjectStore store,
      PeerSource peers,
      Supplier<KeyService> keys,
      Supplier<SqsClient> sqs,
      Supplier<Workflows> workflows,
      Function<Stage, String> functionArns,
      Supplier<TrainingEngine> engine,
      InstantSource clock) {
    this(store, peers, keys, sqs, workflows, functionArns, engine, clock, Pauses.real(), false);
  }

  /** The same with another way to wait, for tests. */
  FunctionServices(
      ObjectStore store,
      PeerSource peers,
      Supplier<KeyService> keys,
      Supplier<SqsClient> sqs,
      Supplier<Workflows> workflows,
      Function<Stage, String> functionArns,
      Supplier<TrainingEngine> engine,
      InstantSource clock,
      Pauses pauses) {
    this(store, peers, keys, sqs, workflows, functionArns, engine, clock, pauses, false);
  }

  /**
   * The same with records.
   *
   * @param keepsRecords whether what stages return is kept and stored, see {@link RoundRecord}
   */
  FunctionServices(
      ObjectStore store,
      PeerSource peers,
      Supplier<KeyService> keys,
      Supplier<SqsClient> sqs,
      Supplier<Workflows> workflows,
      Function<Stage, String> functionArns,
      Supplier<TrainingEngine> engine,
      InstantSource clock,
      Pauses pauses,
      boolean keepsRecords) {
    this.store = store;
    this.objects = new RunObjects(store);
    this.peers = peers;
    this.identities = new Identities(keys, random);
    this.sqs = sqs;
    this.workflows = workflows;
    this.functionArns = functionArns;
    this.models = new Models(engine);
    this.clock = clock;
    this.pauses = pauses;
    this.records = keepsRecords ? Optional.of(new RoundRecords(objects)) : Optional.empty();
  }

  /** What the event's references stand for. */
  StageRun open(StageEvent event) {
    return new StageRun(
        objects.job(event.run()),
        objects.manifest(event.run()),
        objects.modelFiles(event.run()),
        database(event.run(), event.rank()));
  }

  /** A peer's own database, opened as the user of its functions. */
  public PeerDatabase database(String run, int rank) {
    PeerSettings settings = peers.of(rank);
    return databases.of(run, "own-" + rank, settings.database(), OWN_DATABASE);
  }

  /** What the peer of that event knows of the others. */
  Trust trust(StageEvent event, StageRun run) {
    return new Trust(event, run, peers.of(event.rank()), this);
  }

  PeerSettings settings(int rank) {
    return peers.of(rank);
  }

  Inbox inbox(String queueUrl) {
    return new SqsInbox(sqs.get(), queueUrl);
  }

  ObjectStore store() {
    return store;
  }

  RunObjects objects() {
    return objects;
  }

  Databases databases() {
    return databases;
  }

  Identities identities() {
    return identities;
  }

  Workflows workflows() {
    return workflows.get();
  }

  Function<Stage, String> functionArns() {
    return functionArns;
  }

  Models models() {
    return models;
  }

  InstantSource clock() {
    return clock;
  }

  SecureRandom random() {
    return random;
  }

  Pauses pauses() {
    return pauses;
  }

  /** Where stages leave what they return, if anybody wants it. */
  Optional<RoundRecords> records() {
    return records;
  }

  @Override
  public void close() {
    models.close();
    databases.close();
  }
}
