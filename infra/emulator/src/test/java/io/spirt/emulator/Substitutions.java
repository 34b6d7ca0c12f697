package io.spirt.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.deployment.FunctionVariables;
import io.spirt.emulator.CloudAssembly.FileAsset;
import io.spirt.emulator.CloudAssembly.ImageAsset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Everything in which the templates that the emulator gets differ from those that AWS gets, and
 * why. Nothing else changes them.
 */
final class Substitutions {
  /** Resources that are left out: the emulators have no such type, and no function needs them. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "AWS::EC2::FlowLog", "no traffic flows through the emulated network",
          "AWS::EC2::SecurityGroupIngress", "the emulated network filters nothing",
          "AWS::EC2::SecurityGroupEgress", "the emulated network filters nothing",
          "AWS::Budgets::Budget", "nothing costs anything",
          "AWS::SSM::Document", "no session is opened",
          "AWS::SSM::Association", "there is no instance to manage");

  private static final Set<String> POLICIES =
      Set.of("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy");

  private static final String INSTANCE = "AWS::EC2::Instance";
  private static final String SECRET = "AWS::SecretsManager::Secret";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String ENCRYPTION_CONTEXT = "kms:EncryptionContext:";
  private static final String DELETE_MESSAGE = "sqs:DeleteMessage";
  private static final String NETWORK_ATTRIBUTE = "CidrBlock";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String IMAGE_PARAMETER = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";

  private final CloudAssembly assembly;
  private final HandlerPackages packages;
  private final UnaryOperator<String> resolve;
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param packages what functions run instead
   * @param resolve replaces placeholders for account and region
   */
  Substitutions(CloudAssembly assembly, HandlerPackages packages, UnaryOperator<String> resolve) {
    this.assembly = assembly;
    this.packages = packages;
    this.resolve = resolve;
  }

  /**
   * The template for the emulator; the given one stays as it is.
   *
   * @param databasePort of the real database that stands for the stack's instance; 0 without one
   */
  ObjectNode apply(ObjectNode template, int databasePort) {
    ObjectNode changed = template.deepCopy();
    ObjectNode resources = (ObjectNode) changed.get("Resources");
    Map<String, String> gone = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : List.copyOf(resources.properties())) {
      String type = entry.getValue().get("Type").asText();
      if (LEFT_OUT.containsKey(type)) {
        note(type, "left out", LEFT_OUT.get(type));
        gone.put(entry.getKey(), type);
      } else if (type.equals(INSTANCE)) {
        note(
            INSTANCE,
            "a redis-server on this machine, with TLS, users and the module",
            "emulated instances run nothing");
        gone.put(entry.getKey(), type);
      } else if (type.equals(FUNCTION)) {
        function((ObjectNode) entry.getValue().get("Properties"), databasePort);
      } else if (type.equals("AWS::IAM::Role")) {
        role((ObjectNode) entry.getValue().get("Properties"));
      } else if (type.equals(SECRET)) {
        secret(entry.getValue().path("Properties").path("GenerateSecretString"));
      } else if (type.equals("AWS::CloudWatch::Alarm")
          && entry.getValue().get("Properties").has("Metrics")) {
        note("alarms on a sum of metrics", "left out", "the emulator knows those on one metric");
        gone.put(entry.getKey(), type);
      } else if (POLICIES.contains(type) && !overHttp(entry.getValue().get("Properties"))) {
        gone.put(entry.getKey(), type);
      }
    }
    resources.remove(gone.keySet());
    parameters(changed);
    contexts(changed);
    batches(changed);
    attributes(changed, resources);
    forget(changed, gone.keySet());
    return changed;
  }

  /** What was changed: what, how and why, a line each. */
  Collection<String> notes() {
    return List.copyOf(notes);
  }

  private void function(ObjectNode properties, int databasePort) {
    if (properties.path("PackageType").asText().equals("Image")) {
      image(properties);
    } else if (properties.path("Runtime").asText().startsWith("java")) {
      zip(properties);
    }
    ObjectNode variables = (ObjectNode) properties.path("Environment").get("Variables");
    if (variables != null && variables.has(FunctionVariables.DATABASE_PORT)) {
      note(
          "functions' " + FunctionVariables.DATABASE_PORT,
          "port of the redis-server",
          "several share this machine");
      variables.put(FunctionVariables.DATABASE_PORT, Integer.toString(databasePort));
    }
  }

  private void image(ObjectNode properties) {
    note(
        "functions from an image",
        "provided.al2023 with a script that starts the image's entry point on this machine",
        "images need Docker");
    String uri = properties.get("Code").get("ImageUri").toString();
    ImageAsset asset =
        assembly.images().stream()
            .filter(image -> uri.contains(image.tag()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no image asset for " + uri));
    properties.put("Handler", properties.get("ImageConfig").get("Command").get(0).asText());
    properties.remove(List.of("PackageType", "ImageConfig"));
    run(properties, packages.ofImage(asset));
  }

  private void zip(ObjectNode properties) {
    note(
        "functions on java21",
        "provided.al2023; the package gets a script that starts what java21's runtime starts",
        "the managed runtime needs Docker");
    String key = properties.get("Code").get("S3Key").asText();
    FileAsset asset =
        assembly.files().stream()
            .filter(file -> file.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no file asset " + key));
    if (properties.remove("SnapStart") != null) {
      note("SnapStart", "left out", "only managed runtimes have it");
    }
    run(properties, packages.ofZip(asset));
  }

  private void run(ObjectNode properties, String key) {
    properties.put("Runtime", "provided.al2023");
    properties
        .putObject("Code")
        .put("S3Bucket", resolve.apply("cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"))
        .put("S3Key", key);
  }

  private void secret(JsonNode generated) {
    if (generated.path("ExcludePunctuation").asBoolean()) {
      note(
          "secrets without punctuation",
          "each such character is excluded by itself",
          "the emulator knows only that");
      ((ObjectNode) generated).put("ExcludeCharacters", PUNCTUATION);
    }
  }

  /** Lets the suite be the instance, which it stands for. */
  private void role(ObjectNode properties) {
    JsonNode policy = properties.get("AssumeRolePolicyDocument");
    if (policy == null || !policy.toString().contains("ec2.amazonaws.com")) {
      return;
    }
    note(
        "the instances' roles",
        "may be assumed by the account's owner as well",
        "the suite does with them what an instance does at its first boot");
    ObjectNode statement = ((ArrayNode) policy.get("Statement")).addObject();
    statement.put("Effect", "Allow").put("Action", "sts:AssumeRole");
    statement
        .putObject("Principal")
        .put("AWS", resolve.apply("arn:aws:iam::${AWS::AccountId}:root"));
  }

  /** Takes from a resource's policy what refuses plain HTTP; false if nothing is left of it. */
  private boolean overHttp(JsonNode properties) {
    ArrayNode statements = (ArrayNode) properties.get("PolicyDocument").get("Statement");
    for (Iterator<JsonNode> all = statements.elements(); all.hasNext(); ) {
      String condition = all.next().path("Condition").toString();
      if (condition.contains("aws:SecureTransport") || condition.contains("s3:TlsVersion")) {
        note("policies that refuse plain HTTP", "left out", "the emulator speaks it on loopback");
        all.remove();
      }
    }
    return !statements.isEmpty();
  }

  private void parameters(ObjectNode template) {
    for (JsonNode parameter : template.path("Parameters")) {
      if (parameter.path("Type").asText().equals(IMAGE_PARAMETER)) {
        note("the machine image's parameter", "a constant", "no emulator has all of AWS's images");
        ((ObjectNode) parameter).put("Type", "String").put("Default", "ami-00000000000000000");
      }
    }
  }

  /** On AWS, who may delete a message may delete a batch of them; there is no right of its own. */
  private void batches(JsonNode node) {
    for (JsonNode child : node) {
      if (child.path("Action") instanceof ArrayNode actions && names(actions, DELETE_MESSAGE)) {
        note(
            "rights to " + DELETE_MESSAGE,
            "name the batch as well",
            "the emulator takes it for an action of its own");
        actions.add(DELETE_MESSAGE + "Batch");
      }
      batches(child);
    }
  }

  private static boolean names(ArrayNode actions, String action) {
    for (JsonNode each : actions) {
      if (each.asText().equals(action)) {
        return true;
      }
    }
    return false;
  }

  /** Takes conditions away that the emulator takes for unmet whatever is asked. */
  private void contexts(JsonNode node) {
    for (JsonNode child : node) {
      if (child.path("Condition").toString().contains(ENCRYPTION_CONTEXT)) {
        note(
            "conditions on " + ENCRYPTION_CONTEXT,
            "left out, and the contexts compared by the suite",
            "the emulator does not know them");
        for (JsonNode operator : child.get("Condition")) {
          List<String> keys =
              operator.properties().stream()
                  .map(Map.Entry::getKey)
                  .filter(key -> key.startsWith(ENCRYPTION_CONTEXT))
                  .toList();
          ((ObjectNode) operator).remove(keys);
        }
      }
      contexts(child);
    }
  }

  /** Replaces an attribute that the emulator does not give by the property that it tells. */
  private void attributes(JsonNode node, JsonNode resources) {
    for (JsonNode child : node) {
      JsonNode attribute = child.path("Fn::GetAtt");
      String type = resources.path(child.path("Ref").asText("")).path("Type").asText();
      if (type.equals(SECRET)) {
        note(
            "references to secrets", "to their Id", "the emulator gives a name instead of the ARN");
        ((ObjectNode) child).putArray("Fn::GetAtt").add(child.get("Ref").asText()).add("Id");
        ((ObjectNode) child).remove("Ref");
        continue;
      }
      if (attribute.isArray() && attribute.get(1).asText().equals(NETWORK_ATTRIBUTE)) {
        JsonNode network = resources.get(attribute.get(0).asText());
        note("the network's " + NETWORK_ATTRIBUTE, "its property", "the emulator lacks it");
        ((ObjectNode) child).removeAll();
        ((ObjectNode) child)
            .put("Fn::Sub", network.get("Properties").get(NETWORK_ATTRIBUTE).asText());
      } else {
        attributes(child, resources);
      }
    }
  }

  /** Replaces what refers to resources that are gone. */
  private void forget(JsonNode node, Set<String> gone) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        if (field.getKey().equals("DependsOn")) {
          object.set("DependsOn", without(field.getValue(), gone));
        } else {
          replaced(field.getValue(), gone)
              .ifPresentOrElse(
                  text -> object.put(field.getKey(), text), () -> forget(field.getValue(), gone));
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        replaced(array.get(i), gone)
            .ifPresentOrElse(text -> array.set(index, text), () -> forget(array.get(index), gone));
      }
    }
  }

  private static java.util.Optional<String> replaced(JsonNode value, Set<String> gone) {
    if (value.size() == 1 && gone.contains(value.path("Ref").asText(""))) {
      return java.util.Optional.of("left-out-" + value.get("Ref").asText());
    }
    JsonNode attribute = value.path("Fn::GetAtt");
    if (attribute.isArray() && gone.contains(attribute.get(0).asText())) {
      return java.util.Optional.of(
          attribute.get(1).asText().equals("PrivateIp")
              ? LOOPBACK
              : "left-out-" + attribute.get(0).asText());
    }
    return java.util.Optional.empty();
  }

  private static ArrayNode without(JsonNode names, Set<String> gone) {
    ArrayNode kept = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    List<String> all = new ArrayList<>();
    if (names.isArray()) {
      for (Iterator<JsonNode> name = names.elements(); name.hasNext(); ) {
        all.add(name.next().asText());
      }
    } else {
      all.add(names.asText());
    }
    all.stream().filter(name -> !gone.contains(name)).forEach(kept::add);
    return kept;
  }

  private void note(String what, String how, String why) {
    notes.add(what + ": " + how + ", because " + why);
  }
}
