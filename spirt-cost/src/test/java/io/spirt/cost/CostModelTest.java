package io.spirt.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spirt.cost.price.PriceFile;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.Workload;
import io.spirt.job.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Hand arithmetic for 4 peers, 169 batches in 20 rounds, 12 epochs, a check in each tenth epoch and
 * the last; every stage takes 1 s and every start-up 2 s.
 */
class CostModelTest {
  private static final Offset<Double> NEARLY = within(1e-12);
  private static final RegionPrices PRICES = PriceFile.current().region("us-east-1");
  private static final CostEstimate ESTIMATE =
      CostModel.estimate(
          Workload.of(Samples.job(4, 12, 20)),
          Samples.deployment(4),
          Samples.times(1, 2),
          PRICES,
          1_000_000,
          0);

  private static CostLine line(String service, String item) {
    return ESTIMATE.lines().stream()
        .filter(line -> line.service().equals(service) && line.item().startsWith(item))
        .findFirst()
        .orElseThrow();
  }

  private static StandingLine standing(String service, String part) {
    return ESTIMATE.standing().stream()
        .filter(line -> line.service().equals(service) && line.item().contains(part))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gradientsAreBilledByMemoryAndTime() {
    CostLine gradients = line("Lambda", "compute-gradient");
    assertThat(gradients.epoch()).isCloseTo(169 * 3008 / 1024.0, NEARLY);
    assertThat(gradients.epochDollars()).isCloseTo(169 * 3008 / 1024.0 * 0.0000166667, NEARLY);
  }

  @Test
  void startUpIsBilledOnceForEachEnvironment() {
    // A peer has 43 of the 169 batches, so at most 3 in one of its 20 rounds: 12 environments.
    CostLine gradients = line("Lambda", "compute-gradient");
    assertThat(gradients.onceDollars()).isCloseTo(12 * 2 * 3008 / 1024.0 * 0.0000166667, NEARLY);
    assertThat(line("Lambda", "sync").onceDollars())
        .isCloseTo(4 * 2 * 512 / 1024.0 * 0.0000166667, NEARLY);
  }

  @Test
  void initAndAuthRunOnce() {
    CostLine init = line("Lambda", "init");
    assertThat(init.epochDollars()).isZero();
    assertThat(init.onceDollars()).isCloseTo(4 * 3 * 2 * 0.0000166667, NEARLY);
  }

  @Test
  void otherStagesRunOnceARound() {
    assertThat(line("Lambda", "update").epochDollars()).isCloseTo(80 * 0.5 * 0.0000166667, NEARLY);
    // Checks after epochs 10 and 12: 2 of 12, of 4 peers.
    assertThat(line("Lambda", "converge").epochDollars())
        .isCloseTo(8 / 12.0 * 2 * 0.0000166667, NEARLY);
  }

  @Test
  void requestsAreCounted() {
    double invocations = 169 + 80 * 6 + 8 / 12.0;
    assertThat(line("Lambda", "requests").epoch()).isCloseTo(invocations, NEARLY);
    assertThat(line("Lambda", "requests").epochDollars())
        .isCloseTo(invocations * 0.2 / 1e6, NEARLY);
  }

  @Test
  void transitionsAreTheBatchesAndEightARound() {
    double transitions = 169 + 80 * 8 + 8 / 12.0;
    assertThat(line("Step Functions", "state").epoch()).isCloseTo(transitions, NEARLY);
    assertThat(line("Step Functions", "state").epochDollars())
        .isCloseTo(transitions * 0.025 / 1000, NEARLY);
    assertThat(line("Step Functions", "state").once()).isEqualTo(2 + 4 * 4);
  }

  @Test
  void eachPeerTellsEachOther() {
    // 3 sends, 2 polls and 2 deletions a round.
    assertThat(line("SQS", "requests").epoch()).isEqualTo(80 * 7);
    assertThat(line("SQS", "requests").epochDollars()).isCloseTo(80 * 7 * 0.4 / 1e6, NEARLY);
  }

  @Test
  void objectsAreReadAndWritten() {
    // 600 validation samples are 19 batches.
    assertThat(line("S3", "gets").epoch()).isCloseTo(169 + 8 / 12.0 * 19 + 160, NEARLY);
    assertThat(line("S3", "gets").epochDollars())
        .isCloseTo((169 + 8 / 12.0 * 19 + 160) * 0.0004 / 1000, NEARLY);
    assertThat(line("S3", "puts").once()).isEqualTo(169 + 19 + 6 + 8);
    assertThat(line("S3", "puts").epoch()).isGreaterThanOrEqualTo(80);
  }

  @Test
  void timeIsThatOfPeersInStep() {
    // Seven states of 1.05 s a round, and now and then a check.
    assertThat(ESTIMATE.epochSeconds()).isCloseTo(20 * 7 * 1.05 + 2 / 12.0 * 1.05, NEARLY);
    assertThat(ESTIMATE.seconds())
        .isCloseTo(ESTIMATE.onceSeconds() + 12 * ESTIMATE.epochSeconds(), NEARLY);
  }

  @Test
  void quotasThatDelayRoundsMakeEpochsLonger() {
    CostEstimate delayed =
        CostModel.estimate(
            Workload.of(Samples.job(4, 12, 20)),
            Samples.deployment(4),
            Samples.times(1, 2),
            PRICES,
            1_000_000,
            3);
    assertThat(delayed.epochSeconds()).isCloseTo(ESTIMATE.epochSeconds() + 20 * 3, NEARLY);
  }

  @Test
  void standingPartsArePaidByHourAndMonth() {
    assertThat(standing("EC2", "r6a.large").dollarsADay()).isCloseTo(4 * 24 * 0.1134, NEARLY);
    assertThat(standing("EC2", "r6a.large").dollarsAMonth())
        .isCloseTo(4 * 730 * 0.1134, within(1e-9));
    assertThat(standing("VPC", "endpoints").dollarsADay()).isCloseTo(6 * 24 * 0.01, NEARLY);
    assertThat(standing("KMS", "5 keys").dollarsAMonth()).isCloseTo(5, within(1e-9));
    assertThat(standing("Secrets Manager", "5 secrets").dollarsAMonth()).isCloseTo(2, within(1e-9));
    assertThat(standing("EBS", "4 volumes").dollarsAMonth()).isCloseTo(4 * 32 * 0.08, within(1e-9));
    // 15 metrics of each peer's alarms and 2 of all.
    assertThat(standing("CloudWatch", "62 metrics").dollarsAMonth()).isCloseTo(6.2, within(1e-9));
    assertThat(standing("SQS", "4 databases").dollarsADay())
        .isCloseTo(4 * 1440 * 0.4 / 1e6, NEARLY);
    assertThat(standing("CloudWatch", "dashboard").dollarsAMonth()).isCloseTo(3, within(1e-9));
  }

  @Test
  void theStacksShareIsInTheJobsLines() {
    double hours = ESTIMATE.seconds() / 3600;
    assertThat(line("EC2", "4 Redis").dollars(12)).isCloseTo(hours * 4 * 0.1134, NEARLY);
    assertThat(ESTIMATE.dollars())
        .isCloseTo(ESTIMATE.onceDollars() + 12 * ESTIMATE.epochDollars(), NEARLY);
  }

  @Test
  void armIsCheaper() {
    assertThat(PRICES.functionSecond(io.spirt.deployment.Architecture.ARM64, 1024))
        .isEqualTo(0.0000133334);
    assertThat(PRICES.functionSecond(io.spirt.deployment.Architecture.X86_64, 1024))
        .isEqualTo(0.0000166667);
  }

  @Test
  void everyStageHasALine() {
    for (Stage stage : Stage.values()) {
      assertThat(line("Lambda", stage.word())).isNotNull();
    }
  }
}
