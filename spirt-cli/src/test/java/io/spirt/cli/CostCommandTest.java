package io.spirt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.cost.time.ModelFigures;
import io.spirt.job.ModelSpec;
import io.spirt.training.model.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCommandTest {
  @TempDir private Path folder;
  private String job;

  @BeforeEach
  void writesAJob() throws IOException {
    job = write("job.json", SampleRuns.jobText(4, 3));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void showsCostsTimesStandingAndLimits() {
    CommandRun run = CommandRun.of("cost", job);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("prices of us-east-1 from 2026-11-01")
        .contains("4 peers on r6a.large, x86_64 functions; times are modelled")
        .contains("compute-gradient, 3008 MB", "state transitions", "4 Redis instances")
        .contains("6 interface endpoints", "with or without a job")
        .contains("Lambda: functions at the same time")
        .contains("Taken for granted:", "GFLOP/s");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsJson() throws IOException {
    CommandRun run = CommandRun.of("cost", job, "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    double sum = 0;
    for (JsonNode line : json.get("lines")) {
      sum += line.get("dollars").asDouble();
    }
    assertThat(json.at("/dollars/job").asDouble()).isPositive();
    assertThat(sum).isEqualTo(json.at("/dollars/job").asDouble());
    assertThat(json.at("/times/source").asText()).isEqualTo("modelled");
    assertThat(json.at("/limits/form").asText()).isEqualTo("parallel");
    assertThat(json.at("/limits/uses").size()).isGreaterThan(15);
    assertThat(json.at("/standing/dollarsADay").asDouble()).isGreaterThan(10);
  }

  @Test
  void takesTimesFromAReport() throws IOException {
    String report =
        write("report.json", new ObjectMapper().writeValueAsString(SampleRuns.succeeded(3)));
    CommandRun run = CommandRun.of("cost", job, "--observed", report);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("times are observed").contains("as in the report");
  }

  @Test
  void takesADeploymentAndPrices() throws IOException {
    String deployment =
        write("deployment.json", "{\"peers\": 8, \"instanceType\": \"r6a.xlarge\"}");
    CommandRun run = CommandRun.of("cost", job, "--deployment", deployment);
    assertThat(run.out()).contains("8 Redis instances, r6a.xlarge");
    String prices = write("prices.json", "{\"effective\": \"2026-01-01\", \"regions\": {}}");
    assertThat(CommandRun.of("cost", job, "--prices", prices).exitCode())
        .isEqualTo(ExitCodes.BAD_INPUT);
  }

  @Test
  void aHundredPeersAndAThousandBatchesFitStepFunctions() throws IOException {
    for (String batches : new String[] {"1000", "100000"}) {
      CommandRun run = CommandRun.of("cost", job, "--peers", "100", "--batches", batches, "--json");
      JsonNode json = new ObjectMapper().readTree(run.out());
      assertThat(json.at("/limits/form").asText()).isEqualTo("parallel");
      for (JsonNode use : json.at("/limits/uses")) {
        if (use.get("name").asText().startsWith("Step Functions") && use.get("fixed").asBoolean()) {
          assertThat(use.get("fits").asBoolean()).as(use.toString()).isTrue();
        }
      }
    }
    CommandRun run = CommandRun.of("cost", job, "--peers", "100", "--batches", "100000");
    assertThat(run.out())
        .contains("What does not fit the defaults of a new account:")
        .contains("ask for a concurrency quota of");
  }

  @Test
  void proposesSizes() throws IOException {
    CommandRun run = CommandRun.of("cost", job, "--optimise", "cost", "--deadline", "2h");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("cheapest first").contains("batchSize");
    CommandRun json =
        CommandRun.of("cost", job, "--optimise", "time", "--budget", "0.001", "--json");
    JsonNode found = new ObjectMapper().readTree(json.out());
    assertThat(found.get("best")).isEmpty();
    assertThat(found.at("/nearest/dollars").asDouble()).isGreaterThan(0.001);
  }

  @Test
  void saysWhatIsNearestWhenNothingIsWithinTheBounds() {
    CommandRun run =
        CommandRun.of("cost", job, "--optimise", "time", "--budget", "1", "--deadline", "1s");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("Nothing is within $1.0000 and 1.0 s. Nearest:")
        .contains("too late");
  }

  @Test
  void refusesWhatItCannotUse() throws IOException {
    refused("no prices for the region mars", "cost", job, "--region", "mars");
    refused("--optimise time or cost", "cost", job, "--budget", "3");
    refused("a time such as 2h", "cost", job, "--optimise", "time", "--deadline", "soon");
    refused("--budget is -1.0", "cost", job, "--optimise", "time", "--budget", "-1");
    refused("--peers is 0", "cost", job, "--peers", "0");
    refused("leave one out", "cost", job, "--peers", "3", "--optimise", "time");
    refused("no such file", "cost", job, "--observed", "nowhere.json");
    refused("not the report of a run", "cost", job, "--observed", job);
    String few = write("few.json", "{\"peers\": 2}");
    refused("the job has 4 peers, the deployment 2", "cost", job, "--deployment", few);
    refused("/peers", "cost", job, "--deployment", write("many.json", "{\"peers\": 999}"));
  }

  private static void refused(String message, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(message).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void everyNetworkOfTheEngineCanBePriced() {
    for (String name : ModelZoo.names()) {
      assertThat(ModelFigures.of(new ModelSpec(name, 10)).parameters(10)).as(name).isPositive();
    }
  }
}
