package io.spirt.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregationRulesTest {
  @TempDir Path folder;

  /** A user's rule: the first average. */
  public static final class First implements AggregationRule {
    @Override
    public String name() {
      return "first";
    }

    @Override
    public int peersNeeded(int byzantine) {
      return 1;
    }

    @Override
    public float[] aggregate(Averages averages, RuleSettings settings) {
      return averages.get(0).clone();
    }
  }

  /** Another one of the same name. */
  public static final class AlsoFirst implements AggregationRule {
    @Override
    public String name() {
      return "first";
    }

    @Override
    public int peersNeeded(int byzantine) {
      return 1;
    }

    @Override
    public float[] aggregate(Averages averages, RuleSettings settings) {
      return averages.get(0).clone();
    }
  }

  /** Names of the rules in a program that has these on its class path as well. */
  private Collection<?> namesWith(Class<?>... rules) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(AggregationRule.class.getName()),
        String.join("\n", Stream.of(rules).map(Class::getName).toList()));
    URL[] path = {
      folder.toUri().toURL(),
      AggregationRules.class.getProtectionDomain().getCodeSource().getLocation(),
      AggregationRulesTest.class.getProtectionDomain().getCodeSource().getLocation()
    };
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader program = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(program);
      return (Collection<?>)
          program.loadClass(AggregationRules.class.getName()).getMethod("names").invoke(null);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void areTheseByDefault() {
    assertThat(AggregationRules.names())
        .containsExactly(
            "bulyan",
            "centered-clipping",
            "geomed",
            "krum",
            "marmed",
            "meamed",
            "mean",
            "multi-krum",
            "trimmed-mean",
            "zeno");
    for (String name : AggregationRules.names()) {
      assertThat(AggregationRules.named(name).name()).isEqualTo(name);
    }
  }

  @Test
  void findsAUsersRule() throws Exception {
    assertThat(List.<Object>copyOf(namesWith(First.class))).contains("first");
  }

  @Test
  void refusesTwoRulesOfOneName() {
    assertThatThrownBy(() -> namesWith(First.class, AlsoFirst.class))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage(
            "two aggregation rules are called 'first':"
                + " io.spirt.aggregation.AggregationRulesTest$First and"
                + " io.spirt.aggregation.AggregationRulesTest$AlsoFirst; rename one");
  }
}
