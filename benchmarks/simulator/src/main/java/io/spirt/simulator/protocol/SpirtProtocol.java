package io.spirt.simulator.protocol;

import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Barrier;
import java.util.ArrayList;
import java.util.List;

/** SPIRT: one round of all peers, with any of the exchanges. */
final class SpirtProtocol extends Protocol {
  private static final int MESSAGES_OF_CALL = 10;

  private final List<Host> databases = new ArrayList<>();
  private final Barrier averaged;
  private final Barrier voted;
  private final SpirtExchange exchange;

  SpirtProtocol(Cloud cloud) {
    super(cloud);
    for (int rank = 0; rank < peers(); rank++) {
      databases.add(cloud.database());
    }
    this.averaged = new Barrier(peers());
    this.voted = new Barrier(peers());
    this.exchange = SpirtExchange.of(scenario().exchange(), cloud, databases);
  }

  @Override
  int simulatedUnits() {
    return 1;
  }

  @Override
  int units() {
    return scenario().rounds();
  }

  @Override
  int instances() {
    return peers();
  }

  /** The model, its optimizer's tensors, two averages, the aggregate, a gradient per batch. */
  @Override
  double databaseGibibytes() {
    return gibibytes(4.0 + scenario().size().optimizerTensors() + scenario().roundBatches());
  }

  @Override
  Activity simulated() {
    return Activity.together(peers(), this::round);
  }

  private Activity round(int rank) {
    Host database = databases.get(rank);
    return Activity.sequence(
        cloud().startExecution(),
        cloud().state(),
        Activity.together(scenario().roundBatches(), batch -> gradient(database)),
        cloud().task(Stage.AVERAGE, 0, function -> average(database, function)),
        cloud().task(Stage.HEARTBEAT, 0, function -> pings()),
        cloud().task(Stage.SYNC, 0, this::sync),
        cloud()
            .task(
                Stage.AGGREGATE,
                megabytes(exchange.modelsInMemory()),
                function -> exchange.aggregate(rank, function)),
        cloud().task(Stage.UPDATE, 0, function -> update(database)),
        cloud().state(),
        cloud().task(Stage.TRIGGER_EPOCH, 0, function -> trigger()));
  }

  private Activity gradient(Host database) {
    return cloud()
        .task(
            Stage.COMPUTE_GRADIENT,
            gradientMegabytes(),
            function ->
                Activity.sequence(
                    function.fetch(database, scenario().size().model()),
                    function.getObjects(1, scenario().size().batch()),
                    function.gradient(),
                    function.store(database, scenario().size().model())));
  }

  private Activity average(Host database, Invocation function) {
    double model = scenario().size().model();
    int others = peers() - 1;
    double inDatabase =
        scenario().roundBatches() * model / scenario().of(Parameter.SCAN_BYTES)
            + model / scenario().of(Parameter.DIGEST_BYTES);
    double coding = scenario().compressed() ? model / scenario().of(Parameter.CODEC_BYTES) : 0;
    return Activity.sequence(
        database.work(inDatabase + coding),
        function.work((others + 1) * scenario().of(Parameter.SIGNATURE_SECONDS)),
        cloud().queueCalls(others));
  }

  private Activity pings() {
    return cloud().pause(peers() == 1 ? 0 : scenario().of(Parameter.DATABASE_CONNECTION));
  }

  private Activity sync(Invocation function) {
    int others = peers() - 1;
    int calls = 1 + 2 * ((others + MESSAGES_OF_CALL - 1) / MESSAGES_OF_CALL);
    return Activity.sequence(
        averaged.await(),
        cloud().queueCalls(calls),
        function.work(others * scenario().of(Parameter.VERIFICATION_SECONDS)));
  }

  private Activity update(Host database) {
    return database.work(2 * scenario().size().model() / scenario().of(Parameter.DIGEST_BYTES));
  }

  /** Votes are shown, looked for one database after another, and the next execution is started. */
  private Activity trigger() {
    return Activity.sequence(
        voted.await(),
        cloud().pause((peers() - 1) * scenario().of(Parameter.DATABASE_CONNECTION)),
        cloud().queueCalls(1));
  }
}
