package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.DeploymentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CloudFormationValidatePlugin;
import software.amazon.awscdk.Validations;

/** CloudFormation's own schemas and rules, as the CDK brings them. */
class ValidationTest {
  @Test
  void theTemplatesBreakNoRuleOfCloudFormation() throws IOException {
    Synthesis.requireNode();
    Path assembly = Synthesis.temporary("spirt-validated-");
    App app = SpirtApp.app(assembly.toString());
    Validations.of(app).addPlugins(new CloudFormationValidatePlugin());
    SpirtApp.define(app, DeploymentReader.read("{\"peers\": 1}"), Synthesis.packages());
    app.synth();
    Path report = assembly.resolve("validation-report.json");
    assertThat(report).exists();
    assertThat(new ObjectMapper().readTree(Files.readString(report)).findValuesAsText("ruleName"))
        .isEmpty();
  }
}
