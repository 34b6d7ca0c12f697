package io.spirt.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A CloudFormation template, read by tests.
 *
 * @param json the template
 */
record Template(JsonNode json) {

  /** A resource's properties by its logical id, of one type. */
  List<Map.Entry<String, JsonNode>> resources(String type) {
    return json.path("Resources").properties().stream()
        .filter(entry -> entry.getValue().path("Type").asText().equals(type))
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().path("Properties")))
        .toList();
  }

  /** The properties of all resources of a type. */
  List<JsonNode> properties(String type) {
    return resources(type).stream().map(Map.Entry::getValue).toList();
  }

  /** The properties of the one resource of a type. */
  JsonNode only(String type) {
    List<JsonNode> found = properties(type);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + type + ", not 1");
    }
    return found.get(0);
  }

  /** The function of that name. */
  JsonNode function(String name) {
    return properties("AWS::Lambda::Function").stream()
        .filter(function -> function.path("FunctionName").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no function " + name));
  }

  /** The IAM statements of the policies whose name starts so. */
  List<JsonNode> statements(String policyPrefix) {
    List<JsonNode> statements = new ArrayList<>();
    properties("AWS::IAM::Policy").stream()
        .filter(policy -> policy.path("PolicyName").asText().startsWith(policyPrefix))
        .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
    return statements;
  }

  /** The statements of every policy in the template, of roles and of resources. */
  List<JsonNode> allStatements() {
    List<JsonNode> statements = new ArrayList<>();
    for (String field : List.of("PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument")) {
      json.path("Resources")
          .forEach(
              resource ->
                  resource
                      .path("Properties")
                      .path(field)
                      .path("Statement")
                      .forEach(statements::add));
    }
    return statements;
  }

  /** One value or all of a list, as text: intrinsic functions as JSON. */
  static List<String> texts(JsonNode valueOrList) {
    Stream<JsonNode> values =
        valueOrList.isArray()
            ? StreamSupport.stream(valueOrList.spliterator(), false)
            : Stream.of(valueOrList);
    return values.map(value -> value.isTextual() ? value.asText() : value.toString()).toList();
  }
}
