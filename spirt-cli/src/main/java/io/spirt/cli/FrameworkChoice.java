package io.spirt.cli;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Frameworks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --framework} and {@code --option}: which of the compared frameworks trains. */
final class FrameworkChoice {
  private static final String OURS = "spirt";

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      defaultValue = OURS,
      description = {
        "How to train: spirt, or a framework that it is compared with:",
        "all-reduce, scatter-reduce, mlless, p2p, single (default: ${DEFAULT-VALUE})."
      })
  private String framework;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of that framework; a wrong one names them all. May be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  /**
   * The framework; empty for SPIRT itself.
   *
   * @throws InvalidInputException if there is none of that name
   */
  Optional<Framework> framework() {
    try {
      if (!framework.equals(OURS)) {
        return Optional.of(Frameworks.named(framework));
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--framework: " + e.getMessage() + " and " + OURS);
    }
    if (!options.isEmpty()) {
      throw new InvalidInputException(
          "--option %s: SPIRT takes none beside its job; choose a --framework, or leave it away"
              .formatted(options));
    }
    return Optional.empty();
  }

  /**
   * Its options.
   *
   * @throws InvalidInputException if one is unknown or wrong
   */
  FrameworkOptions options(Framework chosen) {
    try {
      return FrameworkOptions.of(chosen, options);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--option: " + e.getMessage());
    }
  }
}
