package io.spirt.attacks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attacks come from outside: what trains knows nothing of them. */
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
    assertThat(spirt.containPackage("io.spirt.attacks")).isTrue();
    assertThat(spirt.containPackage("io.spirt.functions")).isTrue();
    assertThat(spirt.containPackage("io.spirt.faults")).isTrue();
  }

  @Test
  void nothingThatTrainsRunsOrFailsKnowsOfAttacks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.spirt.attacks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.spirt.attacks..")
        .check(spirt);
  }

  @Test
  void attacksGoThroughHooksAndControlsOnly() {
    classes()
        .that()
        .resideInAPackage("io.spirt.attacks..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.attacks..",
            "io.spirt.compression",
            "io.spirt.faults",
            "io.spirt.local",
            "io.spirt.functions",
            "io.spirt.job",
            "io.spirt.peer",
            "io.spirt.database",
            "io.spirt.engine",
            "io.spirt.message",
            "io.spirt.security",
            "io.spirt.safetensors",
            "io.spirt.store",
            "io.spirt.tensor",
            "java..",
            "com.fasterxml.jackson..",
            "org.slf4j..",
            "redis.clients.jedis..")
        .check(spirt);
  }
}
