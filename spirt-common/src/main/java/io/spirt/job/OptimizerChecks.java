package io.spirt.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong between the fields of an optimizer. A field of another optimizer than the one that
 * is named would do nothing, and its author thinks that it does: it is refused, unless it has its
 * default, which a document may spell out.
 */
final class OptimizerChecks {
  private static final String POINTER = "/training/optimizer/";

  private OptimizerChecks() {}

  static List<JobProblem> of(OptimizerSpec optimizer) {
    return optimizer.name().equals(OptimizerSpec.SGD) ? ofSgd(optimizer) : ofAdam(optimizer);
  }

  private static List<JobProblem> ofSgd(OptimizerSpec optimizer) {
    List<JobProblem> problems = new ArrayList<>();
    if (optimizer.nesterov() && optimizer.momentum() == 0) {
      problems.add(
          problem("nesterov", true, "needs /training/optimizer/momentum above 0; it is 0"));
    }
    addIfSet(problems, "beta1", optimizer.beta1(), OptimizerSpec.DEFAULT_BETA1);
    addIfSet(problems, "beta2", optimizer.beta2(), OptimizerSpec.DEFAULT_BETA2);
    addIfSet(problems, "epsilon", optimizer.epsilon(), OptimizerSpec.DEFAULT_EPSILON);
    return problems;
  }

  private static void addIfSet(
      List<JobProblem> problems, String field, double value, double unset) {
    if (value != unset) {
      problems.add(
          problem(
              field,
              value,
              "is of adam and adamw; /training/optimizer/name is sgd, which has momentum and"
                  + " nesterov"));
    }
  }

  private static List<JobProblem> ofAdam(OptimizerSpec optimizer) {
    List<JobProblem> problems = new ArrayList<>();
    String reason =
        "is of sgd; /training/optimizer/name is "
            + optimizer.name()
            + ", whose beta1 does the like of it";
    if (optimizer.momentum() != 0) {
      problems.add(problem("momentum", optimizer.momentum(), reason));
    }
    if (optimizer.nesterov()) {
      problems.add(
          problem("nesterov", true, "is of sgd with momentum, not of " + optimizer.name()));
    }
    if (optimizer.epsilon() < OptimizerSpec.MIN_EPSILON) {
      problems.add(
          problem(
              "epsilon",
              optimizer.epsilon(),
              "too near to 0 for float32; at least " + OptimizerSpec.MIN_EPSILON));
    }
    return problems;
  }

  private static JobProblem problem(String field, Object value, String message) {
    return new JobProblem(POINTER + field, String.valueOf(value), message);
  }
}
