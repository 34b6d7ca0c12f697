package io.spirt.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.cost.price.Billing;
import io.spirt.cost.price.Item;
import io.spirt.cost.price.PriceFile;
import io.spirt.cost.price.RegionPrices;
import io.spirt.cost.time.Workload;
import io.spirt.deployment.Architecture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class CostProperties {
  private static final RegionPrices PRICES = PriceFile.current().region("us-east-1");
  private static final Billing BILLING = new Billing(PRICES);

  private static CostEstimate estimate(int peers, int epochs, double seconds) {
    return CostModel.estimate(
        Workload.of(Samples.job(peers, epochs, 2)),
        Samples.deployment(peers),
        Samples.times(seconds, 1),
        PRICES,
        1_000,
        0);
  }

  private static double dollars(CostEstimate estimate, String service) {
    return estimate.lines().stream()
        .filter(line -> line.service().equals(service))
        .mapToDouble(line -> line.dollars(estimate.epochs()))
        .sum();
  }

  @Property(tries = 40)
  void morePeersTalkMoreAndStandDearer(@ForAll @IntRange(min = 1, max = 40) int peers) {
    CostEstimate few = estimate(peers, 3, 1);
    CostEstimate more = estimate(peers + 1, 3, 1);
    assertThat(dollars(more, "SQS")).isGreaterThan(dollars(few, "SQS"));
    assertThat(dollars(more, "Step Functions")).isGreaterThan(dollars(few, "Step Functions"));
    assertThat(more.standingDollarsADay()).isGreaterThan(few.standingDollarsADay());
  }

  @Property(tries = 40)
  void moreEpochsAndLongerStagesCostMore(
      @ForAll @IntRange(min = 1, max = 200) int epochs,
      @ForAll @DoubleRange(min = 0.01, max = 100) double seconds) {
    CostEstimate base = estimate(3, epochs, seconds);
    assertThat(estimate(3, epochs + 1, seconds).dollars()).isGreaterThan(base.dollars());
    assertThat(estimate(3, epochs, 2 * seconds).dollars()).isGreaterThan(base.dollars());
    assertThat(base.dollars()).isPositive();
  }

  @Property
  void sumsGrowWithEveryAmount(
      @ForAll @IntRange(min = 128, max = 10_000) int megabytes,
      @ForAll @IntRange(max = 1_000_000) int count,
      @ForAll @DoubleRange(max = 900) double seconds) {
    Architecture arm = Architecture.ARM64;
    double base = BILLING.functions(arm, megabytes, count, seconds);
    assertThat(BILLING.functions(arm, megabytes + 1, count, seconds)).isGreaterThanOrEqualTo(base);
    assertThat(BILLING.functions(arm, megabytes, count + 1, seconds)).isGreaterThanOrEqualTo(base);
    assertThat(BILLING.functions(arm, megabytes, count, seconds + 1)).isGreaterThanOrEqualTo(base);
    assertThat(BILLING.functions(Architecture.X86_64, megabytes, count, seconds))
        .isGreaterThanOrEqualTo(base);
    for (Item item : Item.values()) {
      assertThat(BILLING.count(item, count + 1.0)).isGreaterThan(BILLING.count(item, count));
    }
  }
}
