package io.spirt.cost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Prices, times and limits do not know each other, and none of them knows a service or a command.
 */
class ArchitectureTest {
  private static final JavaClasses COST =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.spirt.cost");

  @Test
  void thePackagesAreThere() {
    for (String name : new String[] {"price", "time", "limit"}) {
      assertThat(COST.containPackage("io.spirt.cost." + name)).as(name).isTrue();
    }
  }

  @Test
  void pricesKnowNoJobs() {
    mustNotKnow(
        "io.spirt.cost.price..", "io.spirt.cost.time..", "io.spirt.cost.limit..", "io.spirt.job..");
  }

  @Test
  void timesKnowNoPricesAndNoLimits() {
    mustNotKnow("io.spirt.cost.time..", "io.spirt.cost.price..", "io.spirt.cost.limit..");
  }

  @Test
  void limitsKnowNoPrices() {
    mustNotKnow("io.spirt.cost.limit..", "io.spirt.cost.price..");
  }

  @Test
  void estimatesNeedNoServiceAndNoEngine() {
    mustNotKnow("io.spirt.cost..", "software.amazon..", "redis.clients..", "ai.djl..", "picocli..");
  }

  private static void mustNotKnow(String who, String... whom) {
    noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(whom)
        .check(COST);
  }
}
