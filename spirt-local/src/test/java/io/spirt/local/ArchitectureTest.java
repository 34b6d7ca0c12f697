package io.spirt.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules, packages and libraries. */
class ArchitectureTest {
  private static final String REDIS = "redis.clients..";
  private static final String AWS = "software.amazon..";
  private static final String LAMBDA = "com.amazonaws..";
  private static final String DJL = "ai.djl..";
  private static final String COMMAND_LINE = "picocli..";

  private static final String[] COMMON = {
    "io.spirt.aggregation..",
    "io.spirt.checkpoint..",
    "io.spirt.database..",
    "io.spirt.deployment..",
    "io.spirt.engine..",
    "io.spirt.job..",
    "io.spirt.message..",
    "io.spirt.peer..",
    "io.spirt.safetensors..",
    "io.spirt.security..",
    "io.spirt.store..",
    "io.spirt.tensor.."
  };

  private static JavaClasses spirt;

  @BeforeAll
  static void reads() {
    spirt =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.spirt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.spirt.redisai",
        "io.spirt.aggregation",
        "io.spirt.checkpoint",
        "io.spirt.database",
        "io.spirt.deployment",
        "io.spirt.engine",
        "io.spirt.job",
        "io.spirt.message",
        "io.spirt.peer",
        "io.spirt.safetensors",
        "io.spirt.security",
        "io.spirt.store",
        "io.spirt.tensor",
        "io.spirt.training",
        "io.spirt.statemachine",
        "io.spirt.functions",
        "io.spirt.monitor",
        "io.spirt.local"
      })
  void thePackageIsThere(String name) {
    assertThat(spirt.containPackage(name)).isTrue();
  }

  @Test
  void theRedisModuleKnowsNothingOfSpirt() {
    classes()
        .that()
        .resideInAPackage("io.spirt.redisai..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.spirt.redisai..", "java..")
        .check(spirt);
  }

  @Test
  void theDomainKnowsNeitherItsUsersNorTheirLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage(COMMON)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            LAMBDA,
            DJL,
            COMMAND_LINE,
            "io.spirt.aws..",
            "io.spirt.functions..",
            "io.spirt.local..",
            "io.spirt.monitor..",
            "io.spirt.training..",
            "io.spirt.statemachine..",
            "io.spirt.cli..")
        .check(spirt);
  }

  @Test
  void jobsPeersAndRulesAreValuesAndKnowNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.spirt.job..",
            "io.spirt.peer..",
            "io.spirt.aggregation..",
            "io.spirt.engine..",
            "io.spirt.safetensors..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(REDIS, AWS, "io.spirt.redisai..", "io.spirt.database..")
        .check(spirt);
  }

  @Test
  void tensorsKnowNothingOfJobs() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.tensor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.spirt.job..", "io.spirt.peer..", "io.spirt.database..", AWS)
        .check(spirt);
  }

  @Test
  void trainingKnowsNoDatabaseQueueOrFunction() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            REDIS,
            AWS,
            LAMBDA,
            "io.spirt.database..",
            "io.spirt.message..",
            "io.spirt.functions..",
            "io.spirt.statemachine..",
            "io.spirt.local..")
        .check(spirt);
  }

  @Test
  void onlyTrainingKnowsDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.spirt.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(DJL)
        .check(spirt);
  }

  @Test
  void stateMachinesKnowOnlyJobs() {
    classes()
        .that()
        .resideInAPackage("io.spirt.statemachine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.spirt.statemachine..",
            "io.spirt.job..",
            "java..",
            "com.fasterxml.jackson..",
            "com.jayway.jsonpath..")
        .check(spirt);
  }

  @Test
  void functionsKnowNeitherTrainingNorWhereTheyRun() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.functions..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            DJL,
            COMMAND_LINE,
            "io.spirt.training..",
            "io.spirt.local..",
            "io.spirt.monitor..",
            "io.spirt.aws..")
        .check(spirt);
  }

  @Test
  void theMonitorKnowsStagesButNotWhereTheyRun() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.monitor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            REDIS, AWS, COMMAND_LINE, "io.spirt.training..", "io.spirt.local..", "io.spirt.aws..")
        .check(spirt);
  }

  @Test
  void theLocalRuntimeKnowsNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.local..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(COMMAND_LINE, "io.spirt.aws..", "io.spirt.cli..")
        .check(spirt);
  }

  @Test
  void theFunctionPoolKnowsNoStages() {
    noClasses()
        .that()
        .resideInAPackage("io.spirt.local.pool..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.spirt.functions..", "io.spirt.job..", "io.spirt.local")
        .check(spirt);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.spirt.(**)")
        .should()
        .beFreeOfCycles()
        // Two leaves of training that its models use; a package of their own would be their place.
        .ignoreDependency(resideInAPackage("io.spirt.training.."), simpleName("SplitMix64"))
        .ignoreDependency(resideInAPackage("io.spirt.training.."), simpleName("NativeMemory"))
        .check(spirt);
  }
}
