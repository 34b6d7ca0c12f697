package io.spirt.deployment;

import io.spirt.job.JobProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the schema of a deployment cannot say. */
final class DeploymentChecks {
  /** AWS takes 50 a resource; the stacks put some of their own on everything. */
  private static final int MOST_TAGS = 40;

  private static final String TAG = "letters, digits, spaces and _.:/=+-@";
  private static final Pattern TAG_KEY =
      Pattern.compile("(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  private DeploymentChecks() {}

  static List<JobProblem> of(Deployment deployment) {
    List<JobProblem> problems = new ArrayList<>();
    checkInstance(deployment, problems);
    checkTags(deployment.tags(), problems);
    return problems;
  }

  private static void checkInstance(Deployment deployment, List<JobProblem> problems) {
    Architecture wanted = deployment.architecture();
    Architecture found = Architecture.ofInstanceType(deployment.instanceType());
    if (found != wanted) {
      problems.add(
          new JobProblem(
              "/instanceType",
              quoted(deployment.instanceType()),
              "is "
                  + found.word()
                  + ", but /architecture is "
                  + wanted.word()
                  + "; choose a type such as "
                  + wanted.defaultInstanceType()
                  + ", or the other architecture"));
    }
  }

  private static void checkTags(Map<String, String> tags, List<JobProblem> problems) {
    if (tags.size() > MOST_TAGS) {
      problems.add(
          new JobProblem(
              "/tags",
              "",
              tags.size() + " tags; at most " + MOST_TAGS + " are allowed; leave some out"));
    }
    new TreeMap<>(tags)
        .forEach(
            (key, value) -> {
              if (!TAG_KEY.matcher(key).matches()) {
                problems.add(
                    new JobProblem(
                        "/tags",
                        quoted(key),
                        "not allowed as a tag's name; allowed: 1 to 128 of "
                            + TAG
                            + ", not beginning with aws:"));
              }
              if (!TAG_VALUE.matcher(value).matches()) {
                problems.add(
                    new JobProblem(
                        "/tags/" + key,
                        quoted(value),
                        "not allowed as a tag's value; allowed: up to 256 of " + TAG));
              }
            });
  }

  private static String quoted(String value) {
    return '"' + value + '"';
  }
}
