package io.spirt.cost.limit;

import com.fasterxml.jackson.databind.node.TextNode;
import io.spirt.cost.time.MemoryNeed;
import io.spirt.cost.time.StageTimes;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.job.Job;
import io.spirt.job.Stage;
import io.spirt.statemachine.Footprint;
import io.spirt.statemachine.FunctionArns;
import io.spirt.statemachine.LimitExceededException;
import io.spirt.statemachine.Limits;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.statemachine.RoundInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Holds a job against what Step Functions, Lambda, SQS, S3, EC2 and IAM allow. */
public final class LimitCheck {
  private static final String ACCOUNT = "000000000000";
  private static final int EVENTS_OF_RETRY = 3;
  private static final int MOST_PEERS = 64;
  private static final int ROLES_OF_PEER = 13;
  private static final int SHARED_ROLES = 5;
  private static final double USABLE_MEMORY = 0.75;
  private static final double BITS_OF_BYTE = 8e-9;

  private final Workload work;
  private final Deployment deployment;
  private final StageTimes times;
  private final Quotas quotas;
  private final List<LimitUse> uses = new ArrayList<>();

  private LimitCheck(Workload work, Deployment deployment, StageTimes times, Quotas quotas) {
    this.work = work;
    this.deployment = deployment;
    this.times = times;
    this.quotas = quotas;
  }

  /** Checks a job. */
  public static LimitReport of(
      Workload work, Deployment deployment, StageTimes times, Quotas quotas) {
    return new LimitCheck(work, deployment, times, quotas).report();
  }

  /** The definition of a peer's round, as its trigger-epoch stage would make it. */
  public static RoundDefinition definition(Job job, int batches, String deployment, int rank) {
    String prefix = new DeploymentNames(deployment).peer(rank);
    return RoundDefinition.generate(job, batches, FunctionArns.of("us-east-1", ACCOUNT, prefix));
  }

  private LimitReport report() {
    Job job = work.job();
    Optional<RoundDefinition> definition = definition();
    boolean isMap = definition.map(RoundDefinition::form).orElse(null) == RoundDefinition.Form.MAP;
    int together = isMap ? Limits.MAP_CONCURRENCY : work.mostRoundBatches();
    RoundDemand first = simulate(together, true);
    RoundDemand later = simulate(together, false);
    lambda(job, together, first, later);
    stepFunctions(job, first, later);
    services(job, first, later);
    return new LimitReport(
        quotas.effective(),
        definition.map(RoundDefinition::form).orElse(null),
        Math.min(together, work.mostRoundBatches()),
        first,
        later,
        uses);
  }

  private RoundDemand simulate(int together, boolean cold) {
    boolean converges = work.convergenceChecks() > 0;
    return RoundSimulation.run(
        work.job().peers(), work.mostRoundBatches(), together, converges, cold, times, quotas);
  }

  private Optional<RoundDefinition> definition() {
    int batches = work.mostRoundBatches();
    int rank = work.job().peers() - 1;
    try {
      RoundDefinition definition = definition(work.job(), batches, deployment.name(), rank);
      fixedLimits(definition, batches, rank);
      return Optional.of(definition);
    } catch (LimitExceededException e) {
      add(
          "Step Functions: " + e.limit(),
          (double) e.seen(),
          (double) e.most(),
          true,
          remedyOfRounds());
      return Optional.empty();
    }
  }

  private void fixedLimits(RoundDefinition definition, int batches, int rank) {
    Job job = work.job();
    List<Integer> ids =
        IntStream.range(Math.max(0, work.batches() - batches), Math.max(batches, work.batches()))
            .boxed()
            .toList();
    RoundInput input =
        new RoundInput(job.name(), rank, job.training().epochs(), job.rounds() - 1, ids, true);
    Footprint footprint = definition.footprint(input);
    add(
        "Step Functions: history events of a round",
        footprint.events(),
        Limits.HISTORY_EVENTS,
        true,
        remedyOfRounds());
    uses.add(
        LimitUse.unlimited(
            "Step Functions: retries that the history has room for",
            Math.floor((Limits.HISTORY_EVENTS - footprint.events()) / (double) EVENTS_OF_RETRY)));
    add(
        "Step Functions: bytes of the definition",
        footprint.definitionBytes(),
        Limits.DEFINITION_BYTES,
        true,
        remedyOfRounds());
    add(
        "Step Functions: bytes of the request that creates it",
        TextNode.valueOf(definition.text()).toString().getBytes(StandardCharsets.UTF_8).length
            + Limits.REQUEST_OVERHEAD_BYTES,
        Limits.REQUEST_BYTES,
        true,
        remedyOfRounds());
    add(
        "Step Functions: bytes of an execution's input",
        footprint.inputBytes(),
        Limits.PAYLOAD_BYTES,
        true,
        remedyOfRounds());
    add(
        "Step Functions: bytes of the gradients' results together",
        2 + batches * ("{\"batch\":},".length() + Integer.toString(work.batches()).length()),
        Limits.PAYLOAD_BYTES,
        true,
        remedyOfRounds());
  }

  private void lambda(Job job, int together, RoundDemand first, RoundDemand later) {
    int concurrency = Math.max(first.concurrency(), later.concurrency());
    add(
        "Lambda: functions at the same time",
        concurrency,
        quotas.lambdaConcurrency(),
        false,
        "ask for a concurrency quota of %,d, or %s; until then Lambda refuses what is above it, and a round fails when its 3 retries are over"
            .formatted(concurrency, fewerTogether(job)));
    add(
        "Lambda: invocations a second",
        Math.max(first.invocations(), later.invocations()),
        (double) quotas.lambdaConcurrency() * quotas.lambdaRequestsOfConcurrency(),
        false,
        "rises with the concurrency quota, ten times as many");
    add(
        "Lambda: new environments of one function in 10 s",
        Math.min(together, work.mostRoundBatches()),
        quotas.lambdaScalingInTenSeconds(),
        true,
        remedyOfRounds());
    add(
        "Lambda: seconds of a gradient, start-up included",
        times.of(Stage.COMPUTE_GRADIENT) + times.start(Stage.COMPUTE_GRADIENT),
        Math.min(quotas.lambdaSeconds(), job.timeouts().gradientSeconds()),
        job.timeouts().gradientSeconds() >= quotas.lambdaSeconds(),
        "lower /dataset/batchSize, give compute-gradient more memory, or raise /timeouts/gradientSeconds (at most %d)"
            .formatted(quotas.lambdaSeconds()));
    add(
        "Lambda: MB that a gradient needs, estimated",
        MemoryNeed.gradientMegabytes(work),
        deployment.memoryMegabytes().get(Stage.COMPUTE_GRADIENT),
        false,
        "give compute-gradient more memory in the deployment, or lower /dataset/batchSize");
  }

  private String fewerTogether(Job job) {
    int rounds =
        (int) Math.ceil((double) work.batches() / (quotas.lambdaConcurrency() - job.peers()));
    return rounds > work.batches() / job.peers()
        ? "take fewer peers"
        : "set /training/roundsPerEpoch to %,d or more".formatted(rounds);
  }

  private void stepFunctions(Job job, RoundDemand first, RoundDemand later) {
    double delay = Math.max(first.delaySeconds(), later.delaySeconds());
    add(
        "Step Functions: state transitions asked for within a second",
        Math.max(first.transitionRate(), later.transitionRate()),
        quotas.transitionBurst(),
        false,
        "nothing fails: they wait up to %.0f s; ask for a higher StateTransition quota, or raise /training/roundsPerEpoch"
            .formatted(delay));
    add(
        "Step Functions: executions started at once",
        Math.max(job.peers(), later.starts()),
        quotas.startExecutionBurst(),
        false,
        "ask for a higher StartExecution quota");
    add(
        "Step Functions: executions started a second, over a round",
        job.peers() / later.seconds(),
        quotas.startExecutionRate(),
        false,
        "ask for a higher StartExecution quota, or lower /training/roundsPerEpoch");
    add(
        "Step Functions: state machines created at once",
        machinesAtOnce(job, later.seconds()),
        quotas.createStateMachineBurst(),
        false,
        "ask for a higher CreateStateMachine quota, or let peers have equally many batches in each round");
    add(
        "Step Functions: open executions",
        first.executions(),
        quotas.openExecutions(),
        false,
        "ask for a higher quota of open executions");
    uses.add(LimitUse.unlimited("Step Functions: state transitions of an epoch", transitions()));
  }

  /** One for each size of a round, of which the bucket has some refilled before the next is due. */
  private double machinesAtOnce(Job job, double roundSeconds) {
    long sizes = work.roundBatches().stream().distinct().count();
    double refilled = Math.min(job.peers(), roundSeconds * quotas.createStateMachineRate());
    return Math.ceil(job.peers() + (sizes - 1) * (job.peers() - refilled));
  }

  /** Of all peers, a convergence check included. */
  private double transitions() {
    return (double) work.roundTransitions() * work.executions()
        + work.batches()
        + work.job().peers();
  }

  private void services(Job job, RoundDemand first, RoundDemand later) {
    uses.add(
        LimitUse.unlimited(
            "SQS: requests a second, standard queues",
            Math.max(first.queueRequests(), later.queueRequests())));
    add(
        "S3: objects read a second, one prefix",
        Math.max(first.reads(), later.reads()),
        quotas.storeGetRate(),
        false,
        "S3 asks to slow down and the SDK tries again; raise /training/roundsPerEpoch");
    add(
        "S3: objects written a second, one prefix",
        Math.max(first.writes(), later.writes()),
        quotas.storePutRate(),
        false,
        "take fewer peers");
    add(
        "SPIRT: peers of a deployment",
        job.peers(),
        MOST_PEERS,
        true,
        "a deployment has at most %d peers".formatted(MOST_PEERS));
    Optional<InstanceSize> size = InstanceSize.of(deployment.instanceType());
    size.ifPresent(
        instance -> {
          add(
              "Redis: GiB of a database, estimated, of three quarters of its memory",
              MemoryNeed.databaseGibibytes(work),
              instance.gibibytes() * USABLE_MEMORY,
              false,
              "take a larger instanceType, more peers, or raise /training/roundsPerEpoch");
          add(
              "Redis: Gbit/s of a database, mean of a round",
              traffic() / later.seconds(),
              instance.gigabits(),
              false,
              "more than this lasts only for a while: take a larger instanceType or fewer batches a round");
          add(
              "EC2: vCPUs of on-demand instances, quota of a new account",
              (double) instance.vcpus() * job.peers(),
              quotas.instanceVcpus(),
              false,
              "ask for %d vCPUs (Running On-Demand Standard instances)"
                  .formatted(instance.vcpus() * job.peers()));
        });
    add(
        "IAM: roles",
        (double) ROLES_OF_PEER * job.peers() + SHARED_ROLES,
        quotas.roles(),
        false,
        "ask for a higher quota of roles, or take fewer peers");
  }

  /** Gbit that a database sends and receives in a round. */
  private double traffic() {
    double models = 2.0 * work.mostRoundBatches() + 2.0 * (work.job().peers() - 1) + 2;
    return models * work.modelBytes() * BITS_OF_BYTE;
  }

  private String remedyOfRounds() {
    return String.format(
        Locale.ROOT,
        "raise /training/roundsPerEpoch (now %,d) or /dataset/batchSize, or add peers",
        work.job().training().roundsPerEpoch());
  }

  private void add(String name, double value, double limit, boolean fixed, String remedy) {
    uses.add(LimitUse.of(name, value, limit, fixed, remedy));
  }
}
