package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the templates of two peers with those in {@code src/test/resources/golden}. Hashes of
 * packages and files are replaced: they change with every line of code; so are the definitions of
 * state machines, which {@code spirt-statemachine} keeps. After an intended change, renew them and
 * read the difference:
 *
 * <pre>
 * mvn -pl infra/cdk -am test -Dtest='io.spirt.infra.GoldenTest' \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dspirt.golden=renew
 * </pre>
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern INSTANCE = Pattern.compile("\\bDatabase[0-9a-f]{8}\\b");
  private static final Pattern RULE =
      Pattern.compile("(DatabaseOwn(?:Functionsto|from))spirtpeer\\w+");
  private static final Pattern VERSION = Pattern.compile("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}");

  @ParameterizedTest
  @ValueSource(strings = {"spirt", "spirt-peer-1"})
  void isAsCommitted(String stack) throws IOException {
    String found = normalised(Synthesis.ofPeers(2).get(stack));
    Path file = GOLDEN.resolve(stack + ".template.json");
    if (System.getProperty("spirt.golden", "").equals("renew")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, found);
    }
    assertThat(found).isEqualTo(Files.readString(file));
  }

  @Test
  void peersDifferByTheirRankAlone() throws IOException {
    String first = normalised(Synthesis.ofPeers(2).get("spirt-peer-0"));
    String second = normalised(Synthesis.ofPeers(2).get("spirt-peer-1"));
    assertThat(withoutRank(first, 0)).isEqualTo(withoutRank(second, 1));
  }

  private static String withoutRank(String template, int rank) {
    // The CDK names rules between groups after both, and adds a hash of the names.
    return RULE.matcher(template)
        .replaceAll("$1RULE")
        .replace("spirt-peer-" + rank, "spirt-peer-R")
        .replace("peer " + rank + " ", "peer R ")
        .replace("/" + rank + "/", "/R/")
        .replace("-rank" + rank + "-", "-rankR-")
        .replace("\"SPIRT_RANK\" : \"" + rank, "\"SPIRT_RANK\" : \"R")
        .replace("EncryptionContext:rank\" : \"" + rank, "EncryptionContext:rank\" : \"R");
  }

  /** Hashes by the order in which they are first met. */
  private static String normalised(JsonNode template) throws IOException {
    JsonNode copy = template.deepCopy();
    copy.findParents("DefinitionString")
        .forEach(machine -> ((ObjectNode) machine).put("DefinitionString", "GOLDEN ELSEWHERE"));
    String text = JSON.writeValueAsString(copy) + "\n";
    Map<String, String> names = new TreeMap<>();
    StringBuilder all = new StringBuilder();
    Matcher hash = HASH.matcher(text);
    while (hash.find()) {
      String name = names.computeIfAbsent(hash.group(), unused -> "HASH-" + names.size());
      hash.appendReplacement(all, name);
    }
    hash.appendTail(all);
    String hashless = INSTANCE.matcher(all).replaceAll("DatabaseHASH");
    return VERSION.matcher(hashless).replaceAll("$1HASH");
  }
}
