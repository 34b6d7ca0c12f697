package io.spirt.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the modules that AWS needs; this one sees all of them. */
class ArchitectureTest {
  private static final String[] ABOVE_THE_WORK = {
    "io.spirt.aws..",
    "io.spirt.infra..",
    "io.spirt.local..",
    "io.spirt.monitor..",
    "io.spirt.faults.."
  };

  private static JavaClasses spirt;

  @BeforeAll
  static void reads() {
    spirt =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.spirt");
  }

  @Test
  void thePackagesForLambdaKnowNeitherStacksNorClients() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.lambda..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ABOVE_THE_WORK)
        .check(spirt);
  }

  @Test
  void stacksTakeFunctionsAsFiles() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.infra..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.functions..",
            "io.spirt.lambda..",
            "io.spirt.training..",
            "io.spirt.engine..",
            "io.spirt.aws..",
            "io.spirt.local..")
        .check(spirt);
  }

  @Test
  void theClientOfADeploymentLooksAtItFromOutside() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.aws..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.database..", "io.spirt.lambda..", "io.spirt.infra..", "io.spirt.local..")
        .check(spirt);
  }

  @Test
  void nothingThatIsDeployedKnowsHowItIs() {
    noClasses()
        .that()
        .resideInAnyPackage("io.spirt.functions..", "io.spirt.training..", "io.spirt.deployment..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.spirt.lambda..", "io.spirt.infra..", "io.spirt.aws..")
        .check(spirt);
  }
}
