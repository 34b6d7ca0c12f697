package io.spirt.cost.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cost.Samples;
import io.spirt.cost.time.DatasetFigures;
import io.spirt.cost.time.ModelledTimes;
import io.spirt.cost.time.Workload;
import io.spirt.job.Job;
import io.spirt.statemachine.RoundDefinition.Form;
import org.junit.jupiter.api.Test;

/** What a job takes of the limits, above all the largest one that is promised to fit. */
class LimitCheckTest {

  private static LimitReport report(int peers, int batchesOfPeer, int rounds) {
    Job job = Samples.job("mobilenet-v3-small", "mnist", 64, peers, 10, rounds);
    Workload work = Workload.of(job, DatasetFigures.of(job.dataset()), peers * batchesOfPeer);
    return LimitCheck.of(
        work,
        Samples.deployment(peers),
        ModelledTimes.of(work, Samples.deployment(peers)),
        Quotas.of("us-east-1"));
  }

  private static LimitUse use(LimitReport report, String part) {
    return report.uses().stream()
        .filter(use -> use.name().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no limit '" + part + "': " + report.uses()));
  }

  @Test
  void aHundredPeersOfAThousandBatchesEachFitStepFunctions() {
    LimitReport report = report(100, 1_000, 1);
    assertThat(report.form()).isEqualTo(Form.PARALLEL);
    // Execution 2, Parallel 4, 1,000 + 7 tasks of 5, choice 2.
    assertThat(use(report, "history events").value()).isEqualTo(2 + 4 + 5 * 1_007 + 2);
    assertThat(use(report, "history events").limit()).isEqualTo(25_000);
    assertThat(use(report, "retries").value()).isEqualTo(6_652);
    // Per peer: Parallel, 1,000 gradients, seven stages, the choice.
    assertThat(report.later().transitions()).isEqualTo(100 * 1_009);
    assertThat(report.uses())
        .filteredOn(use -> use.name().startsWith("Step Functions") && use.fixed())
        .hasSizeGreaterThanOrEqualTo(5)
        .allMatch(LimitUse::fits);
    assertThat(use(report, "started at once").fits()).isTrue();
    assertThat(use(report, "created at once").value()).isEqualTo(100);
    assertThat(use(report, "created at once").fits()).isTrue();
    assertThat(use(report, "open executions").value()).isEqualTo(200);
  }

  @Test
  void whatItNeedsOfAnAccountIsSaidWithItsRemedy() {
    LimitReport report = report(100, 1_000, 1);
    LimitUse functions = use(report, "functions at the same time");
    assertThat(functions.fits()).isFalse();
    assertThat(functions.value()).isGreaterThan(1_000).isLessThanOrEqualTo(100_000);
    assertThat(functions.remedy()).contains("ask for a concurrency quota of").contains("retries");
    // 100,100 transitions are wanted at once, 5,000 are had, 5,000 a second follow.
    LimitUse transitions = use(report, "asked for within a second");
    assertThat(transitions.fits()).isFalse();
    assertThat(transitions.remedy()).contains("nothing fails");
    assertThat(report.later().delaySeconds()).isBetween(19.0, 20.5);
    // The database holds 1,000 gradients of 10 MB.
    assertThat(use(report, "GiB of a database").value()).isBetween(5.0, 6.5);
  }

  @Test
  void aThousandBatchesInAllFitAnAccountsDefaultsOnLambda() {
    LimitReport report = report(100, 10, 1);
    assertThat(use(report, "functions at the same time").value()).isEqualTo(1_000);
    assertThat(use(report, "functions at the same time").fits()).isTrue();
    assertThat(use(report, "asked for within a second").fits()).isTrue();
    assertThat(report.later().delaySeconds()).isZero();
    assertThat(use(report, "history events").value()).isEqualTo(2 + 4 + 5 * 17 + 2);
    assertThat(use(report, "vCPUs").value()).isEqualTo(200);
    assertThat(use(report, "vCPUs").remedy()).contains("200 vCPUs");
    assertThat(use(report, "IAM").fits()).isFalse();
  }

  @Test
  void moreRoundsTakeLessAtOnce() {
    LimitReport report = report(100, 1_000, 200);
    assertThat(use(report, "functions at the same time").value()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void aRoundThatFitsOnlyAsAMapRunsFortyAtATime() {
    LimitReport report = report(2, 2_500, 1);
    assertThat(report.form()).isEqualTo(Form.MAP);
    assertThat(report.mostTogether()).isEqualTo(40);
    assertThat(report.later().concurrency()).isEqualTo(80);
  }

  @Test
  void aRoundThatFitsNowhereIsSaidNotThrown() {
    LimitReport report = report(2, 5_000, 1);
    assertThat(report.form()).isNull();
    assertThat(report.exceeded())
        .anySatisfy(
            use -> {
              assertThat(use.name()).contains("history events");
              assertThat(use.fixed()).isTrue();
              assertThat(use.remedy()).contains("raise /training/roundsPerEpoch (now 1)");
            });
  }

  @Test
  void smallerRegionsHaveSmallerQuotas() {
    assertThat(Quotas.of("us-east-2").transitionRate()).isEqualTo(800);
    assertThat(Quotas.of("us-east-1").transitionRate()).isEqualTo(5_000);
  }
}
