package io.spirt.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults come from outside: what trains knows nothing of them. */
class ArchitectureTest {
  private static JavaClasses spirt;

  @BeforeAll
  static void reads() {
    spirt =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.spirt");
  }

  @Test
  void thePackagesAreThere() {
    assertThat(spirt.containPackage("io.spirt.faults")).isTrue();
    assertThat(spirt.containPackage("io.spirt.functions")).isTrue();
    assertThat(spirt.containPackage("io.spirt.local")).isTrue();
  }

  @Test
  void nothingThatTrainsOrRunsKnowsOfFaults() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.spirt.faults..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.spirt.faults..")
        .check(spirt);
  }

  @Test
  void faultsGoThroughHooksAndControlsOnly() {
    classes()
        .that()
        .resideInAPackage("io.spirt.faults..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.faults..",
            "io.spirt.local",
            "io.spirt.functions",
            "io.spirt.job",
            "io.spirt.database",
            "io.spirt.statemachine.interpreter",
            "java..",
            "com.sun.net.httpserver..",
            "com.fasterxml.jackson..",
            "com.networknt.schema..",
            "org.slf4j..",
            "redis.clients.jedis..")
        .check(spirt);
  }
}
