package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spirt.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the stacks allow whom. */
class RightsTest {
  /** Actions that AWS offers for no single resource, and those that one has to ask for all. */
  private static final Map<String, String> FOR_ALL_RESOURCES =
      Map.of(
          "ec2:DescribeNetworkInterfaces", "describing has no resource",
          "ec2:DescribeSubnets", "describing has no resource",
          "logs:.*(Delivery|Deliveries|ResourcePolicy|ResourcePolicies|LogGroups)",
              "log delivery is set up for the account",
          "xray:(Put|Get).*", "X-Ray has no resource for segments and sampling",
          "ssmmessages:.*", "session channels have no resource",
          "states:ListStateMachines", "listing has no resource");

  @Test
  void noStatementAllowsEveryActionOfAService() {
    for (JsonNode statement : statements()) {
      assertThat(Template.texts(statement.path("Action")))
          .as(statement.toString())
          .noneMatch(action -> action.contains("*"));
    }
  }

  @Test
  void aWildcardForAllResourcesStandsOnlyWhereAwsOffersNothingElse() {
    Set<String> used = new TreeSet<>();
    for (JsonNode statement : statementsOfRoles()) {
      if (!Template.texts(statement.path("Resource")).contains("*")
          || statement.path("Effect").asText().equals("Deny")) {
        continue;
      }
      for (String action : Template.texts(statement.path("Action"))) {
        assertThat(FOR_ALL_RESOURCES.keySet()).as(action).anyMatch(action::matches);
        FOR_ALL_RESOURCES.keySet().stream().filter(action::matches).forEach(used::add);
      }
    }
    assertThat(used).as("explained, but not there").containsAll(FOR_ALL_RESOURCES.keySet());
  }

  @ParameterizedTest
  @EnumSource
  void noFunctionReachesAnotherPeersSecretsKeysOrQueuesToRead(Stage stage) {
    for (JsonNode statement : ofStage(stage)) {
      List<String> actions = Template.texts(statement.path("Action"));
      if (actions.stream()
          .anyMatch(action -> action.matches("(secretsmanager|kms):.*|sqs:(Receive|Delete).*"))) {
        assertThat(Template.texts(statement.path("Resource")))
            .as(statement.toString())
            .noneMatch(resource -> resource.contains("*"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheAdminAloneWritesNoPeerWrites(Stage stage) {
    for (JsonNode statement : ofStage(stage)) {
      List<String> actions = Template.texts(statement.path("Action"));
      if (actions.contains("s3:PutObject") || actions.contains("s3:DeleteObject")) {
        assertThat(Template.texts(statement.path("Resource")))
            .noneMatch(
                resource ->
                    resource.contains("/admitted/")
                        || resource.contains("/job.json")
                        || resource.contains("/data/")
                        || resource.endsWith("runs/*\"]]}"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionsCodeCannotMakeNetworkInterfaces(Stage stage) {
    assertThat(ofStage(stage))
        .filteredOn(statement -> statement.path("Effect").asText().equals("Deny"))
        .singleElement()
        .satisfies(
            denied -> {
              assertThat(denied.path("Action").toString()).contains("ec2:CreateNetworkInterface");
              assertThat(denied.at("/Condition/ArnEquals/lambda:SourceFunctionArn").toString())
                  .contains("function:spirt-peer-1-" + stage.word());
            });
  }

  @Test
  void onlyTriggerEpochMakesStateMachinesAndOnlyThoseOfItsRank() {
    for (Stage stage : Stage.values()) {
      List<JsonNode> workflows =
          ofStage(stage).stream()
              .filter(statement -> statement.path("Action").toString().contains("states:"))
              .toList();
      if (stage != Stage.TRIGGER_EPOCH) {
        assertThat(workflows).as(stage.word()).isEmpty();
      } else {
        assertThat(workflows)
            .singleElement()
            .satisfies(
                statement ->
                    assertThat(statement.path("Resource").toString())
                        .contains(":stateMachine:spirt_*-rank1-*batches"));
      }
    }
    assertThat(ofStage(Stage.TRIGGER_EPOCH))
        .anySatisfy(
            statement -> {
              assertThat(statement.path("Action").asText()).isEqualTo("iam:PassRole");
              assertThat(statement.at("/Condition/StringEquals/iam:PassedToService").asText())
                  .isEqualTo("states.amazonaws.com");
              assertThat(statement.path("Resource").toString()).contains("MachinesRoundRole");
            });
  }

  @Test
  void noRoleHasAManagedPolicy() {
    Synthesis.ofPeers(2)
        .forEach(
            (name, stack) ->
                assertThat(new Template(stack).properties("AWS::IAM::Role"))
                    .as(name)
                    .noneMatch(role -> role.has("ManagedPolicyArns")));
  }

  private static List<JsonNode> ofStage(Stage stage) {
    return new Template(Synthesis.ofPeers(2).get("spirt-peer-1"))
        .statements(PeerFunctions.id(stage) + "Rights");
  }

  private static List<JsonNode> statements() {
    List<JsonNode> all = new ArrayList<>();
    Synthesis.ofPeers(2).values().forEach(stack -> all.addAll(new Template(stack).allStatements()));
    // Refusals may name every action.
    all.removeIf(statement -> statement.path("Effect").asText().equals("Deny"));
    return all;
  }

  private static List<JsonNode> statementsOfRoles() {
    List<JsonNode> all = new ArrayList<>();
    Synthesis.ofPeers(2).values().forEach(stack -> all.addAll(new Template(stack).statements("")));
    return all;
  }
}
