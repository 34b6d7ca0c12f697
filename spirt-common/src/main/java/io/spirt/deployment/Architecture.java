package io.spirt.deployment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processor architectures, by Lambda's names for them. */
public enum Architecture {
  X86_64("x86_64", "r6a.large"),
  ARM64("arm64", "r6g.large");

  /** Family, generation, and what the processor is and has: Graviton shows as a g. */
  private static final Pattern INSTANCE_TYPE = Pattern.compile("([a-z]+)([0-9]+)([a-z0-9-]*)\\..+");

  private final String word;
  private final String defaultInstanceType;

  Architecture(String word, String defaultInstanceType) {
    this.word = word;
    this.defaultInstanceType = defaultInstanceType;
  }

  /** The name in JSON and in Lambda's API. */
  public String word() {
    return word;
  }

  /** The EC2 type of databases, where the user chooses nothing else. */
  public String defaultInstanceType() {
    return defaultInstanceType;
  }

  /**
   * The architecture of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Architecture of(String word) {
    for (Architecture architecture : values()) {
      if (architecture.word.equals(word)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException("no architecture is called '" + word + "'");
  }

  /** The architecture of an EC2 instance type, by its name. */
  static Architecture ofInstanceType(String type) {
    Matcher parts = INSTANCE_TYPE.matcher(type);
    boolean isGraviton =
        parts.matches()
            && (parts.group(3).contains("g")
                || (parts.group(1).equals("a") && parts.group(2).equals("1")));
    return isGraviton ? ARM64 : X86_64;
  }
}
