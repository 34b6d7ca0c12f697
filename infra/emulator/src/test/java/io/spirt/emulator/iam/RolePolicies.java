package io.spirt.emulator.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;

/** Reads what roles are allowed, with all references resolved, as it was deployed. */
public final class RolePolicies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IamClient iam;

  public RolePolicies(IamClient iam) {
    this.iam = iam;
  }

  /** What a role is allowed, by its own policies and by those that are attached. */
  public List<Statement> statements(String role) {
    return Stream.concat(inline(role), attached(role))
        .flatMap(document -> statements(role, document).stream())
        .toList();
  }

  private Stream<String> inline(String role) {
    return iam.listRolePolicies(request -> request.roleName(role)).policyNames().stream()
        .map(
            name ->
                iam.getRolePolicy(request -> request.roleName(role).policyName(name))
                    .policyDocument());
  }

  private Stream<String> attached(String role) {
    return iam
        .listAttachedRolePolicies(request -> request.roleName(role))
        .attachedPolicies()
        .stream()
        .map(
            policy -> {
              String version =
                  iam.getPolicy(request -> request.policyArn(policy.policyArn()))
                      .policy()
                      .defaultVersionId();
              return iam.getPolicyVersion(
                      request -> request.policyArn(policy.policyArn()).versionId(version))
                  .policyVersion()
                  .document();
            });
  }

  private static List<Statement> statements(String role, String document) {
    List<Statement> allowed = new ArrayList<>();
    for (JsonNode statement : all(read(document).get("Statement"))) {
      if (!statement.path("Effect").asText().equals("Allow")) {
        continue;
      }
      if (!statement.has("Action") || !statement.has("Resource")) {
        throw new IllegalStateException(
            role + " has a statement that cannot be told: " + statement);
      }
      allowed.add(
          new Statement(role, texts(statement.get("Action")), texts(statement.get("Resource"))));
    }
    return allowed;
  }

  private static List<String> texts(JsonNode node) {
    return all(node).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> all(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(all::add);
    } else {
      all.add(node);
    }
    return all;
  }

  private static JsonNode read(String document) {
    try {
      return JSON.readTree(
          document.startsWith("%") ? URLDecoder.decode(document, UTF_8) : document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
