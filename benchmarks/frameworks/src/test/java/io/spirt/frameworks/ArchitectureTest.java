package io.spirt.frameworks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compared frameworks stand beside SPIRT: it knows nothing of them, nor they of each other. */
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
    assertThat(spirt.containPackage("io.spirt.frameworks.worker")).isTrue();
    assertThat(spirt.containPackage("io.spirt.local")).isTrue();
  }

  @Test
  void nothingThatSpirtTrainsWithKnowsOfThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.spirt.frameworks..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.spirt.frameworks..")
        .check(spirt);
  }

  @Test
  void whatAllWorkersShareKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("io.spirt.frameworks.worker", "io.spirt.frameworks.service")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.frameworks.single..",
            "io.spirt.frameworks.lambdaml..",
            "io.spirt.frameworks.mlless..",
            "io.spirt.frameworks.p2p..")
        .check(spirt);
  }
}
