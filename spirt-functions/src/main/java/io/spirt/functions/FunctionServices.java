package io.spirt.functions;

import io.spirt.database.PeerDatabase;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.Stage;
import io.spirt.message.Inbox;
import io.spirt.message.SqsInbox;
import io.spirt.statemachine.Workflows;
import io.spirt.store.ObjectStore;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Everything outside of itself that a stage reaches. Shared by the handlers of a process;
 * thread-safe.
 */
public final class FunctionServices implements AutoCloseable {
  private final RunObjects objects;
  private final Supplier<PeerDirectory> peers;
  private final Databases databases;
  private final Supplier<SqsClient> sqs;
  private final Supplier<Workflows> workflows;
  private final Function<Stage, String> functionArns;
  private final Models models;
  private final InstantSource clock;

  /**
   * What is given by a supplier is asked for when a stage first needs it: a gradient function never
   * needs a queue.
   *
   * @param store stays the caller's
   * @param peers gives the same directory each time
   * @param sqs gives the same client each time; it stays the caller's
   * @param workflows gives the same service each time
   * @param functionArns the functions that a generated state machine names
   * @param engine finds the training engine, when a stage first needs it
   */
  public FunctionServices(
      ObjectStore store,
      Supplier<PeerDirectory> peers,
      Supplier<SqsClient> sqs,
      Supplier<Workflows> workflows,
      Function<Stage, String> functionArns,
      Supplier<TrainingEngine> engine,
      InstantSource clock) {
    this.objects = new RunObjects(store);
    this.peers = peers;
    this.databases = new Databases(peers);
    this.sqs = sqs;
    this.workflows = workflows;
    this.functionArns = functionArns;
    this.models = new Models(engine);
    this.clock = clock;
  }

  /** What the event's references stand for. */
  StageRun open(StageEvent event) {
    return new StageRun(
        objects.job(event.run()),
        objects.manifest(event.run()),
        databases.of(event.run(), event.rank()));
  }

  /** A peer's database. */
  public PeerDatabase database(String run, int rank) {
    return databases.of(run, rank);
  }

  /** A peer's sync inbox. */
  Inbox syncInbox(int rank) {
    return new SqsInbox(sqs.get(), peers.get().of(rank).syncQueueUrl());
  }

  RunObjects objects() {
    return objects;
  }

  Databases databases() {
    return databases;
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

  @Override
  public void close() {
    models.close();
    databases.close();
  }
}
