package io.spirt.cost.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.deployment.Architecture;
import org.junit.jupiter.api.Test;

class PriceFileTest {

  @Test
  void hasEveryItemInEveryRegion() {
    PriceFile file = PriceFile.current();
    assertThat(file.effective()).isEqualTo("2026-11-01");
    assertThat(file.sources()).isNotEmpty();
    for (String name : file.regionNames()) {
      RegionPrices prices = file.region(name);
      for (Item item : Item.values()) {
        assertThat(prices.dollars(item)).as(name + " " + item).isPositive();
      }
      for (Architecture architecture : Architecture.values()) {
        assertThat(prices.functionSecond(architecture, 1769)).isPositive();
      }
      assertThat(prices.instanceSecond("r6a.large")).isEqualTo(0.1134 / 3600);
    }
  }

  @Test
  void anUnknownRegionIsRefusedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> PriceFile.current().region("mars-north-1"))
        .isInstanceOf(UnknownPriceException.class)
        .hasMessage(
            "no prices for the region mars-north-1; there are some for us-east-1, us-east-2,"
                + " us-west-2; others can come from --prices FILE");
  }

  @Test
  void anUnknownInstanceTypeIsRefusedWithThoseThatAreKnown() {
    RegionPrices prices = PriceFile.current().region("us-east-1");
    assertThatThrownBy(() -> prices.instanceSecond("z9.huge"))
        .isInstanceOf(UnknownPriceException.class)
        .hasMessageContaining("no price of the instance type z9.huge in us-east-1")
        .hasMessageContaining("r6a.large");
  }

  @Test
  void aPriceThatIsMissingIsNamed() {
    RegionPrices prices =
        PriceFile.read(
                """
                {"name": "mine", "effective": "2026-01-01", "sources": [],
                 "regions": {"eu-west-1": {"dollars": {"sqs.request": 0.0000004}}}}
                """)
            .region("eu-west-1");
    assertThat(prices.dollars(Item.QUEUE_REQUEST)).isEqualTo(4e-7);
    assertThatThrownBy(() -> prices.dollars(Item.STORE_PUT))
        .isInstanceOf(UnknownPriceException.class)
        .hasMessage("no price of s3.put in eu-west-1 in the price file of 2026-01-01");
  }

  @Test
  void whatIsNoPriceFileIsRefused() {
    for (String text : new String[] {"[]", "{", "{}", "{\"effective\": \"2026-01-01\"}", "null"}) {
      assertThatThrownBy(() -> PriceFile.read(text)).isInstanceOf(UnknownPriceException.class);
    }
  }

  @Test
  void billedTimeIsRoundedUpToMilliseconds() {
    Billing billing = new Billing(PriceFile.current().region("us-east-1"));
    double one = billing.functions(Architecture.X86_64, 1024, 1, 0.001);
    assertThat(billing.functions(Architecture.X86_64, 1024, 1, 0.0004)).isEqualTo(one);
    assertThat(billing.functions(Architecture.X86_64, 1024, 1, 0.0011)).isEqualTo(2 * one);
    assertThat(billing.functions(Architecture.X86_64, 1024, 1, 10.5))
        .isEqualTo(10.5 * 0.0000166667);
  }
}
