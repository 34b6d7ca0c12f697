package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.deployment.FunctionSizes;
import io.spirt.job.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTemplateTest {
  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = new Template(Synthesis.ofPeers(2).get("spirt-peer-1"));
  }

  static void assertObserved(JsonNode machine) {
    assertThat(machine.at("/LoggingConfiguration/Level").asText()).isEqualTo("ALL");
    assertThat(machine.at("/LoggingConfiguration/IncludeExecutionData").asBoolean(true)).isFalse();
    assertThat(machine.at("/LoggingConfiguration/Destinations")).hasSize(1);
    assertThat(machine.at("/TracingConfiguration/Enabled").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aStagesFunctionHasItsMemoryTimeoutPackageAndTracing(Stage stage) {
    JsonNode function = function(stage);
    assertThat(function.path("MemorySize").asInt())
        .isEqualTo(FunctionSizes.defaultMegabytes().get(stage));
    boolean isLong =
        List.of(Stage.COMPUTE_GRADIENT, Stage.CONVERGE, Stage.SYNC, Stage.INIT).contains(stage);
    assertThat(function.path("Timeout").asInt()).isEqualTo(isLong ? 900 : 300);
    assertThat(function.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
    assertThat(function.at("/LoggingConfig/LogGroup").toString()).contains("FunctionsLogs");
    if (FunctionSizes.IMAGES.contains(stage)) {
      assertThat(function.path("PackageType").asText()).isEqualTo("Image");
      assertThat(function.at("/ImageConfig/Command/0").asText())
          .isEqualTo("io.spirt.lambda.StageFunction::handleRequest");
      assertThat(function.has("SnapStart")).isFalse();
    } else {
      assertThat(function.path("Runtime").asText()).isEqualTo("java21");
      assertThat(function.path("Handler").asText())
          .isEqualTo("io.spirt.lambda.StageFunction::handleRequest");
      assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionReachesAllDatabasesOnlyIfItHasTo(Stage stage) {
    JsonNode groups = function(stage).at("/VpcConfig/SecurityGroupIds");
    boolean exchanges =
        switch (stage) {
          case AUTH, HEARTBEAT, SYNC, AGGREGATE, UPDATE, TRIGGER_EPOCH -> true;
          default -> false;
        };
    assertThat(groups).hasSize(1);
    assertThat(groups.toString())
        .contains(
            exchanges ? "spirt:ExportsOutputFnGetAttNetworkExchange" : "DatabaseOwnFunctions");
  }

  @Test
  void callersCallTheAliasOfAPublishedVersion() {
    assertThat(template.properties("AWS::Lambda::Version")).hasSize(Stage.values().length);
    assertThat(template.properties("AWS::Lambda::Alias"))
        .hasSize(Stage.values().length)
        .allMatch(alias -> alias.path("Name").asText().equals("live"));
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionKnowsWhatItsSecondCostsAndNoSecret(Stage stage) {
    JsonNode variables = function(stage).at("/Environment/Variables");
    double gigabytes = FunctionSizes.defaultMegabytes().get(stage) / 1024.0;
    assertThat(Double.parseDouble(variables.path("SPIRT_DOLLARS_PER_SECOND").asText()))
        .isEqualTo(gigabytes * 0.0000166667);
    variables
        .properties()
        .forEach(
            entry ->
                assertThat(entry.getValue().toString())
                    .as(entry.getKey())
                    .doesNotContain("resolve:secretsmanager", "SecretString"));
    assertThat(variables.at("/SPIRT_DATABASE_SECRET/Ref").asText()).startsWith("DatabaseSecret");
    boolean signs = stage != Stage.COMPUTE_GRADIENT && stage != Stage.CONVERGE;
    assertThat(variables.has("SPIRT_SHARED_SECRET")).isEqualTo(signs);
    assertThat(variables.has("SPIRT_KEY")).isEqualTo(signs);
  }

  @Test
  void queuesAreEncryptedAndKeepWhatNobodyCanRead() {
    List<JsonNode> queues = template.properties("AWS::SQS::Queue");
    assertThat(queues).hasSize(5).allMatch(queue -> queue.path("SqsManagedSseEnabled").asBoolean());
    assertThat(queues.stream().filter(queue -> queue.has("RedrivePolicy")))
        .extracting(queue -> queue.path("QueueName").asText())
        .containsExactlyInAnyOrder(
            "spirt-peer-1-join", "spirt-peer-1-password", "spirt-peer-1-sync");
    assertThat(template.properties("AWS::SQS::QueuePolicy"))
        .hasSize(5)
        .allMatch(policy -> policy.toString().contains("\"aws:SecureTransport\":\"false\""));
  }

  @Test
  void theDatabaseIsEncryptedPrivateAndHasNoKeyToLogInWith() {
    JsonNode instance = template.only("AWS::EC2::Instance");
    assertThat(instance.has("KeyName")).isFalse();
    assertThat(instance.path("InstanceType").asText()).isEqualTo("r6a.large");
    assertThat(instance.at("/MetadataOptions/HttpTokens").asText()).isEqualTo("required");
    assertThat(instance.at("/BlockDeviceMappings/0/Ebs/Encrypted").asBoolean()).isTrue();
    assertThat(instance.at("/BlockDeviceMappings/0/Ebs/VolumeSize").asInt()).isEqualTo(32);
    assertThat(instance.path("SubnetId").toString()).contains("Network");
    for (JsonNode group : template.properties("AWS::EC2::SecurityGroup")) {
      assertThat(group.path("SecurityGroupIngress")).isEmpty();
    }
    JsonNode ingress = template.only("AWS::EC2::SecurityGroupIngress");
    assertThat(ingress.path("FromPort").asInt()).isEqualTo(Network.DATABASE_PORT);
    assertThat(ingress.path("ToPort").asInt()).isEqualTo(Network.DATABASE_PORT);
    assertThat(ingress.path("SourceSecurityGroupId").toString()).contains("DatabaseOwnFunctions");
  }

  @Test
  void theInstancesFirstBootHoldsReferencesOnly() {
    String userData = template.only("AWS::EC2::Instance").path("UserData").toString();
    assertThat(userData)
        .contains("SPIRT_SECRET", "boot.sh", "peers/1/database-ca.pem")
        .doesNotContain("@SETTINGS@", "@FILES@", "SecretString");
    assertThat(userData.length()).isLessThan(16_384);
  }

  @Test
  void theKeyIsOpenToTheFunctionsThatNeedItAndNobodyElse() {
    JsonNode policy = template.only("AWS::KMS::Key").path("KeyPolicy");
    for (JsonNode statement : policy.path("Statement")) {
      List<String> actions = Template.texts(statement.path("Action"));
      if (statement.path("Principal").toString().contains(":root")) {
        assertThat(actions)
            .noneMatch(
                action -> action.matches("kms:(\\*|Encrypt|Decrypt|ReEncrypt.*|Generate.*)"));
      } else {
        assertThat(statement.at("/Condition/StringEquals/kms:EncryptionContext:rank").asText())
            .isEqualTo("1");
        int users = Template.texts(statement.at("/Principal/AWS")).size();
        assertThat(users).isEqualTo(actions.contains("kms:Encrypt") ? 1 : 8);
      }
    }
    assertThat(template.only("AWS::KMS::Key").path("EnableKeyRotation").asBoolean()).isTrue();
  }

  @Test
  void theEntryMachineLogsAndTracesAndCallsItsThreeFunctionsAlone() {
    JsonNode machine = template.only("AWS::StepFunctions::StateMachine");
    assertThat(machine.path("StateMachineName").asText()).isEqualTo("spirt-peer-1");
    assertObserved(machine);
    assertThat(called("EntryRights"))
        .hasSize(3)
        .allMatch(arn -> arn.contains("Alias"))
        .anyMatch(arn -> arn.contains("FunctionsInitAlias"))
        .anyMatch(arn -> arn.contains("FunctionsAuthAlias"))
        .anyMatch(arn -> arn.contains("FunctionsTriggerEpochAlias"));
    assertThat(called("RoundRights")).hasSize(8).allMatch(arn -> arn.contains("Alias"));
  }

  @Test
  void alarmsWatchTheWholePeer() {
    Map<String, String> comparison =
        Map.of(
            "spirt-peer-1-failed-executions", "GreaterThanThreshold",
            "spirt-peer-1-dead-letters", "GreaterThanThreshold",
            "spirt-peer-1-function-errors", "GreaterThanThreshold",
            "spirt-peer-1-database-unhealthy", "LessThanThreshold",
            "spirt-peer-1-database-hardware", "GreaterThanThreshold",
            "spirt-peer-1-database-system", "GreaterThanThreshold");
    List<JsonNode> alarms = template.properties("AWS::CloudWatch::Alarm");
    assertThat(alarms).hasSize(comparison.size());
    for (JsonNode alarm : alarms) {
      String name = alarm.path("AlarmName").asText();
      assertThat(alarm.path("ComparisonOperator").asText())
          .as(name)
          .isEqualTo(comparison.get(name));
      assertThat(alarm.path("AlarmActions").toString()).as(name).contains("AlarmsTopic");
    }
    assertThat(alarms.toString()).contains("ec2:recover", "ec2:reboot");
  }

  @Test
  void theArchitectureIsThatOfTheFunctionsAndTheDatabase() {
    Template arm =
        new Template(
            Synthesis.of("{\"peers\": 1, \"architecture\": \"arm64\"}").get("spirt-peer-0"));
    assertThat(arm.properties("AWS::Lambda::Function"))
        .allMatch(function -> function.at("/Architectures/0").asText().equals("arm64"));
    assertThat(arm.only("AWS::EC2::Instance").path("InstanceType").asText()).isEqualTo("r6g.large");
    assertThat(arm.json().path("Parameters").toString()).contains("al2023-ami-kernel-6.1-arm64");
  }

  private static List<String> called(String policy) {
    return template.statements(policy).stream()
        .filter(statement -> statement.path("Action").asText().equals("lambda:InvokeFunction"))
        .flatMap(statement -> Template.texts(statement.path("Resource")).stream())
        .toList();
  }

  private static JsonNode function(Stage stage) {
    return template.function("spirt-peer-1-" + stage.word());
  }
}
