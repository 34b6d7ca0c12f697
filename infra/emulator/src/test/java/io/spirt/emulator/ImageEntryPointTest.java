package io.spirt.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.deployment.FunctionVariables;
import io.spirt.local.pool.FunctionErrorException;
import io.spirt.local.pool.PackagedProcess;
import io.spirt.local.pool.RuntimeClientLibrary;
import io.spirt.local.pool.UnpackedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's entry point as a plain process, under a Runtime API server of the project's own. */
class ImageEntryPointTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void theEntryPointLoadsTheEngineAndServesInvocations(@TempDir Path folder) throws Exception {
    Path image = Project.packages().resolve("image");
    Assumptions.assumeTrue(
        Files.isExecutable(image.resolve("entrypoint")), "spirt-lambda is not packaged");
    Path home = UnpackedImage.unpack(image, Project.target().resolve("image"));
    Map<String, String> environment =
        Map.of(
            "SPIRT_HOME",
            home.toString(),
            "DJL_CACHE_DIR",
            folder.resolve("djl").toString(),
            "JAVA_TOOL_OPTIONS",
            RuntimeClientLibrary.unpack(folder),
            "AWS_REGION",
            "us-east-1",
            FunctionVariables.STORE,
            folder.resolve("objects").toUri().toString(),
            FunctionVariables.FUNCTION_ARN_PREFIX,
            "arn:aws:lambda:us-east-1:000000000000:function:spirt",
            FunctionVariables.PRELOAD_ENGINE,
            "true");
    List<String> command =
        List.of(
            image.resolve("entrypoint").toString(), "io.spirt.lambda.StageFunction::handleRequest");
    try (PackagedProcess process =
        new PackagedProcess(command, environment, folder.resolve("log"), InstantSource.system())) {
      assertThat(process.ready().get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isPositive();
      for (int twice = 0; twice < 2; twice++) {
        assertThatThrownBy(
                () ->
                    process
                        .invoke("{\"stage\": \"none\"}".getBytes(UTF_8), LONGEST)
                        .get(LONGEST.toSeconds(), TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOfSatisfying(
                FunctionErrorException.class,
                failure ->
                    assertThat(failure.type()).isEqualTo("io.spirt.functions.PermanentException"));
      }
    }
  }
}
