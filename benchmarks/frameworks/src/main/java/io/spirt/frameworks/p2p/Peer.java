package io.spirt.frameworks.p2p;

import io.spirt.database.Convergence;
import io.spirt.frameworks.service.ServiceAddresses;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.StepStage;
import io.spirt.frameworks.worker.Vectors;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.store.ObjectStore;
import java.util.Collection;
import java.util.Optional;

/** What a peer does the same way in both modes. Used by one thread. */
final class Peer implements AutoCloseable {
  private final WorkerContext context;
  private final PeerOptions options;
  private final ObjectStore objects;
  private final PeerQueues queues;
  private final GradientExchange exchange;
  private final BatchGradients gradients;
  private final StageMeter meter;

  Peer(WorkerContext context, PeerOptions options) {
    this.context = context;
    this.options = options;
    ServiceAddresses addresses = context.services();
    objects = LargeObjects.open(addresses, context.run());
    Replica replica = context.replica();
    queues = PeerQueues.open(addresses, context.run(), context.rank(), context.workers());
    exchange =
        new GradientExchange(
            queues,
            objects,
            new GradientCodec(
                context.job().aggregation().compression().codec(),
                context.job().training().seed(),
                replica.paramCount(),
                replica.length() - replica.paramCount()),
            options.messageLimitBytes(),
            context.log());
    gradients =
        options.offloads()
            ? new OffloadedGradients(context, objects)
            : new LocalGradients(context, context.schedule().share(context.rank()));
    meter = new StageMeter(context.log());
  }

  WorkerContext context() {
    return context;
  }

  int rank() {
    return context.rank();
  }

  int peers() {
    return context.workers();
  }

  PeerQueues queues() {
    return queues;
  }

  GradientExchange exchange() {
    return exchange;
  }

  StageMeter meter() {
    return meter;
  }

  /** Where an earlier invocation left off, or the beginning. */
  PeerState restore() {
    return PeerState.restore(objects, rank(), context.replica())
        .orElseGet(() -> PeerState.start(context.job().training().learningRate()));
  }

  /** Computes this epoch's gradient and sends it; returns it as the others see it. */
  PeerGradient computeAndSend(int epoch) {
    float[] mean = meter.measured(StageMeter.COMPUTE, () -> gradients.mean(epoch));
    return meter.measured(
        StageMeter.SEND,
        () -> context.log().timed(StepStage.SYNC, () -> exchange.send(rank(), epoch, mean)));
  }

  /** Combines gradients in the order given, and updates the model. */
  void update(Collection<PeerGradient> all, double learningRate) {
    float[] mean =
        context
            .log()
            .timed(
                StepStage.SYNC,
                () -> Vectors.mean(all.stream().map(PeerGradient::vector).toList()));
    meter.measured(
        StageMeter.UPDATE,
        () ->
            context
                .log()
                .timed(StepStage.UPDATE, () -> context.replica().apply(mean, learningRate)));
  }

  /** Evaluates the model if that is due. */
  Optional<Convergence> check(int epoch, Optional<Convergence> before) {
    return context.checks().isDue(epoch)
        ? Optional.of(
            meter.measured(StageMeter.CONVERGENCE, () -> context.checks().check(epoch, before)))
        : Optional.empty();
  }

  /** Keeps how far this peer is, if it is to be kept. */
  void keep(PeerState state) {
    if (options.keepsModel()) {
      state.store(objects, rank(), context.replica());
    }
  }

  @Override
  public void close() {
    queues.close();
    objects.close();
  }
}
