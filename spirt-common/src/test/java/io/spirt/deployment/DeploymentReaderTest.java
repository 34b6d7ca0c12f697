package io.spirt.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.JobProblem;
import io.spirt.job.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentReaderTest {
  private static final Deployment DEFAULTS =
      new Deployment(
          "spirt",
          4,
          "r6a.large",
          Architecture.X86_64,
          FunctionSizes.defaultMegabytes(),
          30,
          100,
          null,
          Map.of());

  @Test
  void fillsInEveryDefault() {
    assertThat(DeploymentReader.read("{}")).isEqualTo(DEFAULTS);
  }

  @Test
  void theCommittedFileIsTheDefault() throws IOException {
    Path file = Path.of("..", "infra", "cdk", "deployment.json");
    assertThat(DeploymentReader.read(Files.readString(file))).isEqualTo(DEFAULTS);
  }

  @Test
  void theDefaultInstanceFitsTheArchitecture() {
    Deployment deployment = DeploymentReader.read("{\"architecture\": \"arm64\"}");
    assertThat(deployment.instanceType()).isEqualTo("r6g.large");
  }

  @Test
  void namesEveryProblemAtOnce() {
    String document =
        """
        {
          "name": "Spirt", "peers": 65, "instanceType": "huge", "architecture": "riscv",
          "memoryMegabytes": {"init": 64, "inti": 512}, "logRetentionDays": 8,
          "budgetDollars": 0, "alarmEmail": "nobody", "tags": {"team": 5}, "colour": "red"
        }
        """;
    assertThat(problems(document, Map.of()))
        .extracting(JobProblem::toString)
        .containsExactlyInAnyOrder(
            "/name: \"Spirt\": not allowed; allowed: string, matching ^[a-z][a-z0-9-]{0,19}$",
            "/peers: 65: not allowed; allowed: integer, 1 to 64",
            "/instanceType: \"huge\": not allowed; allowed: string, matching"
                + " ^[a-z]+[0-9]+[a-z0-9-]*\\.[a-z0-9-]+$",
            "/architecture: \"riscv\": not allowed; allowed: one of \"x86_64\", \"arm64\"",
            "/memoryMegabytes/init: 64: not allowed; allowed: integer, 128 to 10240",
            "/memoryMegabytes/inti: 512: unknown field; allowed here: init, auth,"
                + " compute-gradient, average, heartbeat, sync, aggregate, update, converge,"
                + " trigger-epoch",
            "/logRetentionDays: 8: not allowed; allowed: one of 1, 3, 5, 7, 14, 30, 60, 90, 120,"
                + " 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
            "/budgetDollars: 0: not allowed; allowed: integer, 1 to 1000000",
            "/alarmEmail: \"nobody\": not allowed; allowed: string, matching"
                + " ^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
            "/tags/team: 5: not allowed; allowed: string",
            "/colour: \"red\": unknown field; allowed here: name, peers, instanceType,"
                + " architecture, memoryMegabytes, logRetentionDays, budgetDollars, alarmEmail,"
                + " tags");
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, r6a.large", "x86_64, c5.xlarge", "x86_64, g4dn.xlarge", "x86_64, m7i-flex.large",
    "x86_64, x2idn.metal", "arm64, r6g.large", "arm64, c7gn.medium", "arm64, t4g.small",
    "arm64, im4gn.large", "arm64, a1.large"
  })
  void knowsTheArchitectureOfAnInstanceType(String architecture, String type) {
    String fits =
        "{\"architecture\": \"%s\", \"instanceType\": \"%s\"}".formatted(architecture, type);
    assertThat(DeploymentReader.read(fits).instanceType()).isEqualTo(type);
    String other = architecture.equals("arm64") ? "x86_64" : "arm64";
    assertThat(problems(fits.replace(architecture, other), Map.of()))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).contains(architecture, other, "choose a type"));
  }

  @Test
  void tagsHaveWhatAwsAllows() {
    String document = "{\"tags\": {\"aws:mine\": \"x\", \"note\": \"a\\nb\", \"Team\": \"a b/c\"}}";
    assertThat(problems(document, Map.of()))
        .extracting(JobProblem::pointer)
        .containsExactly("/tags", "/tags/note");
  }

  @Test
  void whatIsGivenApartCounts() {
    Deployment deployment =
        DeploymentReader.read(
            "{\"name\": \"lab\", \"peers\": 4, \"tags\": {\"team\": \"a\"}}",
            Map.of(
                "peers", "64",
                "memoryMegabytes.compute-gradient", "4096",
                "tags.team", "7",
                "alarmEmail", "ops@example.com"));
    assertThat(deployment.name()).isEqualTo("lab");
    assertThat(deployment.peers()).isEqualTo(64);
    assertThat(deployment.memoryMegabytes())
        .containsEntry(Stage.COMPUTE_GRADIENT, 4096)
        .containsEntry(Stage.AUTH, 512);
    assertThat(deployment.tags()).containsExactly(Map.entry("team", "7"));
    assertThat(deployment.alarmEmail()).isEqualTo("ops@example.com");
  }

  @Test
  void whatIsGivenApartIsCheckedTheSame() {
    assertThat(problems("{\"peers\": 65}", Map.of("peers", "many", "budget", "1")))
        .extracting(JobProblem::toString)
        .containsExactlyInAnyOrder(
            "/peers: \"many\": not allowed; allowed: integer, 1 to 64",
            "/budget: \"1\": unknown field; allowed here: name, peers, instanceType,"
                + " architecture, memoryMegabytes, logRetentionDays, budgetDollars, alarmEmail,"
                + " tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"peers\": 1, \"peers\": 2}"})
  void refusesWhatIsNoDocumentWhateverIsGivenApart(String text) {
    assertThat(problems(text, Map.of("peers", "2"))).isNotEmpty();
  }

  @Test
  void readsWhatItWrites() {
    Deployment deployment =
        DeploymentReader.read(
            "{\"name\": \"lab\", \"architecture\": \"arm64\", \"alarmEmail\": \"a@b.org\","
                + " \"tags\": {\"a\": \"b\"}, \"memoryMegabytes\": {\"sync\": 1024}}");
    assertThat(DeploymentReader.read(DeploymentReader.write(deployment))).isEqualTo(deployment);
  }

  @ParameterizedTest
  @EnumSource
  void theMemoryOfEveryStageCanBeChosen(Stage stage) {
    JsonNode field =
        DeploymentReader.schema().at("/properties/memoryMegabytes/properties/" + stage.word());
    assertThat(field.path("maximum").asInt()).isEqualTo(10240);
  }

  private static List<JobProblem> problems(String document, Map<String, String> overrides) {
    return catchThrowableOfType(
            InvalidDeploymentException.class, () -> DeploymentReader.read(document, overrides))
        .problems();
  }
}
