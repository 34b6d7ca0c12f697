package io.spirt.cost.limit;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large an EC2 instance is, read from its type's name: the families c, m and r have 2, 4 and 8
 * GiB for each vCPU.
 *
 * @param vcpus its vCPUs
 * @param gibibytes its memory
 * @param gigabits what its network carries all the time, in Gbit/s; for a while it carries more
 */
public record InstanceSize(int vcpus, double gibibytes, double gigabits) {
  private static final Pattern TYPE = Pattern.compile("([cmr])[5-9][a-z-]*\\.(\\d*)(x?large)");
  private static final Map<String, Integer> GIBIBYTES = Map.of("c", 2, "m", 4, "r", 8);
  private static final double GIGABITS_OF_VCPU = 0.39;

  /** The size of a type, if its name follows the rule. */
  public static Optional<InstanceSize> of(String type) {
    Matcher name = TYPE.matcher(type);
    if (!name.matches()) {
      return Optional.empty();
    }
    int times = name.group(2).isEmpty() ? 1 : Integer.parseInt(name.group(2));
    int vcpus = name.group(3).equals("large") ? 2 : 4 * times;
    return Optional.of(
        new InstanceSize(
            vcpus, vcpus * GIBIBYTES.get(name.group(1)).doubleValue(), vcpus * GIGABITS_OF_VCPU));
  }
}
