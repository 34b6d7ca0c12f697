package io.spirt.simulator.protocol;

import io.spirt.cost.limit.Quotas;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Stage;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Scenario;
import io.spirt.simulator.engine.Activity;
import io.spirt.simulator.engine.Gate;
import io.spirt.simulator.engine.Simulation;
import io.spirt.simulator.engine.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import umontreal.ssj.probdist.LognormalDist;
import umontreal.ssj.rng.MRG32k3a;

/**
 * AWS as the protocols see it: functions, services with their quotas, hosts. Counts what is used.
 */
final class Cloud {
  /** Events that stand for any number of requests that one function makes in a row. */
  static final int GROUPS = 32;

  private static final long SEED_MODULUS = 4294944443L;

  private final Scenario scenario;
  private final Simulation simulation = new Simulation();
  private final Usage usage = new Usage();
  private final List<Host> hosts = new ArrayList<>();
  private final Slots functions;
  private final Gate transitions;
  private final Gate starts;
  private final Gate puts;
  private final Gate gets;
  private final MRG32k3a random;

  Cloud(Scenario scenario) {
    this.scenario = scenario;
    Quotas quotas = scenario.quotas();
    this.functions = new Slots(quotas.lambdaConcurrency());
    this.transitions = new Gate(simulation, quotas.transitionBurst(), quotas.transitionRate());
    this.starts = new Gate(simulation, quotas.startExecutionBurst(), quotas.startExecutionRate());
    this.puts = new Gate(simulation, quotas.storePutRate(), quotas.storePutRate());
    this.gets = new Gate(simulation, quotas.storeGetRate(), quotas.storeGetRate());
    this.random = new MRG32k3a();
    long[] seed = new long[6];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = 1 + Math.floorMod(scenario.seed() * 31 + i, SEED_MODULUS - 1);
    }
    random.setSeed(seed);
  }

  Scenario scenario() {
    return scenario;
  }

  Simulation simulation() {
    return simulation;
  }

  Usage usage() {
    return usage;
  }

  /** A database, which counts towards the deployment's instances. */
  Host database() {
    return host(scenario.of(Parameter.DATABASE_BYTES));
  }

  Host host(double bytesASecond) {
    Host host = new Host(simulation, bytesASecond);
    hosts.add(host);
    return host;
  }

  List<Host> hosts() {
    return hosts;
  }

  Activity pause(double seconds) {
    return done -> simulation.after(seconds, done);
  }

  Activity pause(Parameter seconds) {
    return pause(scenario.of(seconds));
  }

  /** How many times the median a gradient takes. */
  double slowness() {
    double sigma = scenario.of(Parameter.STRAGGLER_SIGMA);
    return sigma == 0 ? 1 : LognormalDist.inverseF(0, sigma, random.nextDouble());
  }

  /** Uniform between 0 and 1. */
  double draw() {
    return random.nextDouble();
  }

  /** Megabytes of a stage's function: as deployed, or more if it has to hold more. */
  int megabytes(Stage stage, double needed) {
    Deployment deployment = scenario.deployment();
    usage.needs(needed);
    return (int)
        Math.min(
            Usage.MOST_MEGABYTES,
            Math.max(deployment.memoryMegabytes().get(stage), Math.ceil(needed)));
  }

  /** A Task state: its transition, the call, the function. */
  Activity task(Stage stage, double neededMegabytes, Function<Invocation, Activity> body) {
    return state()
        .then(pause(Parameter.STATE_SECONDS))
        .then(invoke(stage, megabytes(stage, neededMegabytes), body));
  }

  /** A state's transition. */
  Activity state() {
    return Activity.now(usage::transition).then(transitions.pass(1));
  }

  /** The start of an execution. */
  Activity startExecution() {
    return starts.pass(1);
  }

  /** A function, billed from its start to its end. */
  Activity invoke(Stage stage, int megabytes, Function<Invocation, Activity> body) {
    return functions.holding(
        Activity.later(
            () -> {
              double began = simulation.now();
              Invocation invocation = Invocation.function(this, megabytes);
              return start(stage, invocation)
                  .then(invocation.work(scenario.of(Parameter.HANDLER_SECONDS)))
                  .then(body.apply(invocation))
                  .then(
                      Activity.now(
                          () -> usage.invoked(stage, megabytes, simulation.now() - began)));
            }));
  }

  private Activity start(Stage stage, Invocation invocation) {
    if (!scenario.cold()) {
      return Activity.NOTHING;
    }
    return FunctionSizes.IMAGES.contains(stage)
        ? invocation.work(scenario.of(Parameter.IMAGE_START))
        : pause(Parameter.SNAPSHOT_START);
  }

  /** Requests of S3, one after another. */
  Activity requests(Invocation invocation, int count, double bytes, boolean put) {
    usage.objects(count, put);
    Activity wire =
        Activity.together(
            2,
            i ->
                i == 0
                    ? invocation.link(count * bytes)
                    : pause(count * bytes / scenario.of(Parameter.STORE_BYTES)));
    return (put ? puts : gets)
        .pass(count)
        .then(pause(count * scenario.of(Parameter.STORE_LATENCY)))
        .then(wire);
  }

  /** Looks into S3 until something is there that is there now: half a pause, and a listing. */
  Activity findObjects(int keys) {
    int pages = (int) Math.max(1, Math.ceil(keys / scenario.of(Parameter.STORE_LIST_PAGE)));
    return pause(scenario.of(Parameter.STORE_POLL) / 2)
        .then(
            Activity.repeat(
                pages,
                page ->
                    Activity.now(usage::listed)
                        .then(gets.pass(1))
                        .then(pause(Parameter.STORE_LATENCY))));
  }

  /** Calls of SQS, one after another. */
  Activity queueCalls(int count) {
    return Activity.now(() -> usage.queueRequests(count))
        .then(pause(count * scenario.of(Parameter.QUEUE_CALL)));
  }

  int mostFunctions() {
    return functions.mostWanted();
  }

  Gate transitions() {
    return transitions;
  }

  Gate starts() {
    return starts;
  }

  Gate puts() {
    return puts;
  }

  Gate gets() {
    return gets;
  }
}
