package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.SuppressionIgnoreAlways;
import io.spirt.deployment.DeploymentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/**
 * cdk-nag's AwsSolutions pack: nothing stands without a reason, and no reason without a finding.
 */
class NagTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FINDING =
      Pattern.compile("(AwsSolutions-[A-Z0-9]+)(?:\\[(.*?)\\])?: .*", Pattern.DOTALL);

  @BeforeAll
  static void requireNode() {
    Synthesis.requireNode();
  }

  @Test
  void everyFindingIsExplained() throws IOException {
    assertThat(findings(AwsSolutionsChecks.Builder.create().build(), "spirt")).isEmpty();
  }

  @Test
  void everyExplanationHasAFinding() throws IOException {
    AwsSolutionsChecks deaf =
        AwsSolutionsChecks.Builder.create()
            .suppressionIgnoreCondition(new SuppressionIgnoreAlways("to see all findings"))
            .build();
    Path assembly = check(deaf);
    Set<String> shared = read(assembly, "spirt");
    Set<String> peers = read(assembly, "spirt-peer-1");
    assertThat(shared).isNotEmpty();
    assertUsed(Findings.OF_SHARED, shared);
    assertUsed(Findings.OF_PEERS, peers);
  }

  private static void assertUsed(Iterable<Findings.Finding> explained, Set<String> found) {
    for (Findings.Finding finding : explained) {
      if (finding.appliesTo().isEmpty()) {
        assertThat(found).as(finding.reason()).contains(finding.rule());
      }
      for (String what : finding.appliesTo()) {
        assertThat(found)
            .as(finding.reason())
            .anyMatch(text -> matches(finding.rule(), what, text));
      }
    }
  }

  private static boolean matches(String rule, String what, String found) {
    if (!what.startsWith("/")) {
      return found.equals(rule + " " + what);
    }
    String regex = what.substring(1, what.length() - 1);
    return found.startsWith(rule + " ")
        && Pattern.compile(regex).matcher(found.substring(rule.length() + 1)).find();
  }

  private static Set<String> findings(AwsSolutionsChecks checks, String stack) throws IOException {
    Path assembly = check(checks);
    Set<String> all = new TreeSet<>(read(assembly, stack));
    all.addAll(read(assembly, stack + "-peer-0"));
    all.addAll(read(assembly, stack + "-peer-1"));
    return all;
  }

  private static Path check(AwsSolutionsChecks checks) throws IOException {
    Path assembly = Synthesis.temporary("spirt-nag-");
    App app = SpirtApp.app(assembly.toString());
    SpirtApp.define(app, DeploymentReader.read("{\"peers\": 2}"), Synthesis.packages());
    Aspects.of(app).add(checks);
    app.synth();
    return assembly;
  }

  /** Findings as rule and what it found, without the resource. */
  private static Set<String> read(Path assembly, String stack) throws IOException {
    Set<String> findings = new TreeSet<>();
    Path file = assembly.resolve(stack + ".metadata.json");
    JsonNode metadata = JSON.readTree(Files.readString(file));
    for (JsonNode entries : metadata) {
      for (JsonNode entry : entries) {
        Stream.of(entry.path("data").asText())
            .map(FINDING::matcher)
            .filter(Matcher::matches)
            .map(match -> match.group(1) + (match.group(2) == null ? "" : " " + match.group(2)))
            .forEach(findings::add);
        if (entry.path("data").asText().startsWith("CdkNagValidationFailure")) {
          findings.add(entry.path("data").asText());
        }
      }
    }
    return findings;
  }
}
