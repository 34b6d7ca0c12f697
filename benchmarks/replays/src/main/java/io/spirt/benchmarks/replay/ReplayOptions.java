package io.spirt.benchmarks.replay;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user chose for an experiment.
 *
 * @param scale how much of it is run
 * @param network whether AWS's network is simulated
 * @param data what {@code --data} says: a dataset's name or a folder
 * @param modelChosen the network, a name of the job schema, if one was chosen
 * @param workers function processes that compute gradients
 * @param runs where runs' folders are made
 * @param out where the harness writes the outputs; need not exist yet
 */
public record ReplayOptions(
    Scale scale,
    Network network,
    Optional<DataChoice> data,
    Optional<String> modelChosen,
    int workers,
    Path runs,
    Path out) {
  /** Small enough that a replay takes seconds. */
  public static final String DEFAULT_MODEL = "lenet5";

  /** Generated images, which need no files. */
  public static final String GENERATED = "digits";

  /** The network that was chosen, else the given one. */
  public String model(String otherwise) {
    return modelChosen.orElse(otherwise);
  }

  /**
   * The dataset's name: what was chosen; the published one if a folder was; without a choice the
   * published one at full scale, else generated digits.
   *
   * @param published the dataset of the published experiment, a name of the job schema
   */
  public String dataset(String published) {
    return data.map(choice -> choice.name().orElse(published))
        .orElse(scale == Scale.FULL ? published : GENERATED);
  }

  /** Folder with the dataset's files, if one was named; else they are found as by train. */
  public Optional<Path> dataFolder() {
    return data.flatMap(DataChoice::folder);
  }
}
