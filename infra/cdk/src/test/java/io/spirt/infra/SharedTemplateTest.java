package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharedTemplateTest {
  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = new Template(Synthesis.ofPeers(2).get("spirt"));
  }

  @Test
  void theBucketIsVersionedEncryptedPrivateAndReachedByTlsOnly() {
    JsonNode bucket = template.only("AWS::S3::Bucket");
    assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
    assertThat(
            bucket
                .at(
                    "/BucketEncryption/ServerSideEncryptionConfiguration/0"
                        + "/ServerSideEncryptionByDefault/SSEAlgorithm")
                .asText())
        .isEqualTo("AES256");
    assertThat(bucket.path("PublicAccessBlockConfiguration"))
        .hasSize(4)
        .allMatch(JsonNode::asBoolean);
    assertThat(template.only("AWS::S3::BucketPolicy").toString())
        .contains("\"aws:SecureTransport\":\"false\"", "\"Effect\":\"Deny\"");
  }

  @Test
  void oldVersionsAndUploadedDatasetsGoAndOldBatchesGetCheaper() {
    JsonNode rules = template.only("AWS::S3::Bucket").at("/LifecycleConfiguration/Rules");
    assertThat(rules).hasSize(3);
    assertThat(rules.findValuesAsText("Id"))
        .containsExactly("old-versions", "old-datasets", "old-batches");
    assertThat(rules.get(0).at("/NoncurrentVersionExpiration/NoncurrentDays").asInt()).isEqualTo(7);
    assertThat(rules.get(1).path("Prefix").asText()).isEqualTo("data/");
    assertThat(rules.get(1).path("ExpirationInDays").asInt()).isEqualTo(90);
    assertThat(rules.get(2).toString()).contains("INTELLIGENT_TIERING");
  }

  @Test
  void onlyTheBucketStaysAndTheStacksSaySo() {
    Synthesis.ofPeers(2)
        .forEach(
            (name, stack) -> {
              assertThat(stack.path("Description").asText())
                  .as(name)
                  .endsWith("Deleting it keeps nothing but the results bucket.");
              stack
                  .path("Resources")
                  .properties()
                  .forEach(
                      entry ->
                          assertThat(entry.getValue().path("DeletionPolicy").asText("Delete"))
                              .as(entry.getKey())
                              .isEqualTo(
                                  entry.getValue().path("Type").asText().equals("AWS::S3::Bucket")
                                      ? "Retain"
                                      : "Delete"));
            });
    assertThat(template.json().at("/Outputs/KeptOnDestroy/Description").asText())
        .contains("stays when the stacks are deleted");
  }

  @Test
  void theNetworkHasNoWayOut() {
    for (String type :
        List.of("AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::Route")) {
      assertThat(template.properties(type)).as(type).isEmpty();
    }
    assertThat(template.properties("AWS::EC2::Subnet")).hasSize(1);
    assertThat(template.only("AWS::EC2::Subnet").path("MapPublicIpOnLaunch").asBoolean()).isFalse();
  }

  @Test
  void onlyServicesThatAreUsedHaveAnEndpoint() {
    List<JsonNode> endpoints = template.properties("AWS::EC2::VPCEndpoint");
    assertThat(endpoints)
        .extracting(SharedTemplateTest::service)
        .containsExactlyInAnyOrder(
            "s3", "sqs", "secretsmanager", "kms", "states", "ssm", "ssmmessages");
    assertThat(
            endpoints.stream()
                .filter(one -> one.path("VpcEndpointType").asText().equals("Gateway")))
        .singleElement()
        .satisfies(gateway -> assertThat(service(gateway)).isEqualTo("s3"));
  }

  @Test
  void theStoreIsTheOnlyBucketThatTheNetworkCanWriteTo() {
    JsonNode gateway =
        template.properties("AWS::EC2::VPCEndpoint").stream()
            .filter(one -> service(one).equals("s3"))
            .findFirst()
            .orElseThrow();
    for (JsonNode statement : gateway.at("/PolicyDocument/Statement")) {
      if (Template.texts(statement.path("Action")).contains("s3:PutObject")) {
        assertThat(Template.texts(statement.path("Resource")))
            .allMatch(resource -> resource.contains("Results"));
      }
    }
  }

  @Test
  void exactlyTheExchangingFunctionsReachTheDatabases() {
    JsonNode ingress = template.only("AWS::EC2::SecurityGroupIngress");
    assertThat(ingress.path("FromPort").asInt()).isEqualTo(Network.DATABASE_PORT);
    assertThat(ingress.path("GroupId").toString()).contains("NetworkDatabases");
    assertThat(ingress.path("SourceSecurityGroupId").toString()).contains("NetworkExchange");
    template
        .resources("AWS::EC2::SecurityGroup")
        .forEach(
            group -> {
              if (!group.getKey().startsWith("NetworkEndpoints")) {
                assertThat(group.getValue().path("SecurityGroupIngress"))
                    .as(group.getKey())
                    .isEmpty();
              }
            });
  }

  @Test
  void theSharedSecretIsDrawnBySecretsManager() {
    JsonNode secret = template.only("AWS::SecretsManager::Secret");
    assertThat(secret.has("SecretString")).isFalse();
    assertThat(secret.at("/GenerateSecretString/PasswordLength").asInt()).isEqualTo(44);
    assertThat(secret.at("/GenerateSecretString/ExcludePunctuation").asBoolean()).isTrue();
  }

  @Test
  void jobsAreTakenByAStateMachineThatLogsAndTraces() {
    JsonNode machine = template.only("AWS::StepFunctions::StateMachine");
    assertThat(machine.path("StateMachineName").asText()).isEqualTo("spirt-submission");
    PeerTemplateTest.assertObserved(machine);
    assertThat(machine.path("DefinitionString").toString())
        .contains("AdminPrepareAlias", "AdminBeginAlias");
  }

  @Test
  void theAdminsFunctionsLiveOutsideOfTheNetwork() {
    for (String name : List.of("spirt-prepare", "spirt-begin", "spirt-cleanup")) {
      JsonNode function = template.function(name);
      assertThat(function.has("VpcConfig")).as(name).isFalse();
      assertThat(function.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
      assertThat(function.at("/Environment/Variables/SPIRT_DEPLOYED_PEERS").asText())
          .isEqualTo("2");
    }
    assertThat(template.function("spirt-prepare").path("PackageType").asText()).isEqualTo("Image");
    assertThat(template.function("spirt-begin").at("/SnapStart/ApplyOn").asText())
        .isEqualTo("PublishedVersions");
  }

  @Test
  void stateMachinesOfRoundsAreRemovedWithTheStack() {
    assertThat(template.only("Custom::SpirtRoundMachines").path("ServiceToken").toString())
        .contains("AdminCleanup");
    assertThat(template.statements("CleanupRights").toString())
        .contains("states:DeleteStateMachine", ":stateMachine:spirt_*");
  }

  @Test
  void whatTheCommandLineLooksForIsThere() {
    JsonNode outputs = template.json().path("Outputs");
    assertThat(outputs.at("/Bucket/Value/Ref").asText()).startsWith("Results");
    assertThat(outputs.at("/SubmissionMachine/Value/Ref").asText()).startsWith("AdminSubmission");
    assertThat(outputs.at("/Peers/Value").asText()).isEqualTo("2");
    assertThat(outputs.at("/Region/Value/Ref").asText()).isEqualTo("AWS::Region");
    assertThat(outputs.at("/Dashboard/Value").toString()).contains("cloudwatch", "#dashboards");
  }

  @Test
  void theDashboardShowsWhatFunctionsReport() {
    String body = template.only("AWS::CloudWatch::Dashboard").path("DashboardBody").toString();
    assertThat(body)
        .contains(
            "EpochMillis",
            "StageMillis",
            "Loss",
            "Accuracy",
            "ExcludedPeers",
            "LambdaDollars",
            "RUNNING_SUM",
            "StageFailures");
  }

  @Test
  void alarmsAndTheBudgetGoToOneEncryptedTopic() {
    assertThat(template.only("AWS::SNS::Topic").has("KmsMasterKeyId")).isTrue();
    JsonNode budget = template.only("AWS::Budgets::Budget");
    assertThat(budget.at("/Budget/BudgetLimit/Amount").asInt()).isEqualTo(100);
    assertThat(budget.path("NotificationsWithSubscribers")).hasSize(3);
    assertThat(template.properties("AWS::CloudWatch::Alarm"))
        .extracting(alarm -> alarm.path("AlarmName").asText())
        .containsExactlyInAnyOrder("spirt-failed-submissions", "spirt-throttles");
    assertThat(template.only("AWS::KMS::Key").path("EnableKeyRotation").asBoolean()).isTrue();
  }

  @Test
  void whoIsNamedIsTold() {
    Template named =
        new Template(
            Synthesis.of(
                    "{\"peers\": 1, \"alarmEmail\": \"ops@example.com\", \"budgetDollars\": 7,"
                        + " \"tags\": {\"team\": \"a\"}, \"logRetentionDays\": 3}")
                .get("spirt"));
    assertThat(named.only("AWS::SNS::Subscription").path("Endpoint").asText())
        .isEqualTo("ops@example.com");
    assertThat(named.only("AWS::Budgets::Budget").at("/Budget/BudgetLimit/Amount").asInt())
        .isEqualTo(7);
    assertThat(named.properties("AWS::Logs::LogGroup"))
        .allMatch(group -> group.path("RetentionInDays").asInt() == 3);
    assertThat(named.only("AWS::S3::Bucket").path("Tags").toString())
        .contains("{\"Key\":\"spirt:deployment\",\"Value\":\"spirt\"}")
        .contains("{\"Key\":\"team\",\"Value\":\"a\"}");
  }

  private static String service(JsonNode endpoint) {
    JsonNode name = endpoint.path("ServiceName");
    String text = name.isTextual() ? name.asText() : name.at("/Fn::Join/1").toString();
    for (String known :
        List.of("ssmmessages", "secretsmanager", "sqs", "kms", "states", "ssm", "s3")) {
      if (text.contains("." + known + "\"") || text.endsWith("." + known)) {
        return known;
      }
    }
    return text;
  }
}
