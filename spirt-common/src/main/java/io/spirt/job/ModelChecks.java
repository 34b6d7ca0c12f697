package io.spirt.job;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** What is wrong between a job's network and its files and images. */
final class ModelChecks {
  private static final Set<String> TORCH_FILES = Set.of("pt", "pth", "torchscript", "ptl");

  private ModelChecks() {}

  static List<JobProblem> of(Job job) {
    List<JobProblem> problems = new ArrayList<>();
    ModelSpec model = job.model();
    addOwnClass(model, problems);
    addTorchFile("/model/weights", model.weights(), problems);
    addTorchFile("/model/jar", model.jar(), problems);
    addSmallImages(job, problems);
    return problems;
  }

  private static void addOwnClass(ModelSpec model, List<JobProblem> problems) {
    addOwnClass(model, "/model/jar", model.jar(), "the jar that holds its class", problems);
    addOwnClass(
        model, "/model/class", model.className(), "its class, such as com.example.MyNet", problems);
  }

  private static void addOwnClass(
      ModelSpec model, String pointer, String value, String what, List<JobProblem> problems) {
    if (model.bringsItsClass() && value == null) {
      problems.add(new JobProblem(pointer, "", "missing; the model custom needs " + what));
    } else if (!model.bringsItsClass() && value != null) {
      problems.add(
          new JobProblem(
              pointer,
              quoted(value),
              "only the model custom has one; leave it out or set /model/name to \"custom\""));
    }
  }

  private static void addTorchFile(String pointer, String value, List<JobProblem> problems) {
    if (value == null || !TORCH_FILES.contains(ending(value))) {
      return;
    }
    problems.add(
        new JobProblem(
            pointer,
            quoted(value),
            "TorchScript and pickled files are not taken: of a script DJL shows the params but not"
                + " the running statistics, which could then not be averaged, and a pickle may run"
                + " any code; save the state dict as safetensors for /model/weights, and write the"
                + " network as a DJL block if SPIRT does not have it (/model/name \"custom\")"));
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static void addSmallImages(Job job, List<JobProblem> problems) {
    OptionalInt smallest = ModelImages.smallestSide(job.model().name());
    OptionalInt side = ModelImages.side(job.dataset().name());
    Integer resize = job.dataset().resize();
    if (smallest.isEmpty()) {
      return;
    }
    if (resize != null && resize < smallest.getAsInt()) {
      problems.add(
          new JobProblem(
              "/dataset/resize",
              String.valueOf(resize),
              String.format(
                  "too small: %s needs images of at least %2$d x %2$d",
                  job.model().name(), smallest.getAsInt())));
    }
    if (resize == null && side.isPresent() && side.getAsInt() < smallest.getAsInt()) {
      problems.add(
          new JobProblem(
              "/model/name",
              quoted(job.model().name()),
              String.format(
                  "needs images of at least %1$d x %1$d, and those of %2$s are %3$d x %3$d: set"
                      + " /dataset/resize to %1$d or more",
                  smallest.getAsInt(), job.dataset().name(), side.getAsInt())));
    }
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
