package io.spirt.cost.time;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.job.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a network is. The training engine knows it exactly; this repeats it as a table, because
 * an estimate must not need the engine, and a test of the command line compares the two.
 *
 * @param parameters trainable values without those that each class adds
 * @param parametersPerClass trainable values that each class adds
 * @param buffers values of running statistics
 * @param gigaflops 10^9 operations a second that one vCPU does in a forward and backward pass
 * @param sides heights and widths of images, in pixels, that the next two are for
 * @param multiplications multiplications and additions of a forward pass of one sample
 * @param activations values that a forward pass of one sample keeps for the backward pass
 */
public record ModelFigures(
    long parameters,
    long parametersPerClass,
    long buffers,
    double gigaflops,
    List<Integer> sides,
    List<Long> multiplications,
    List<Long> activations) {
  private static final Map<String, ModelFigures> ALL = load();

  /** The file's content. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Table(Map<String, ModelFigures> models) {}

  /**
   * The network of a job.
   *
   * @throws UnknownWorkloadException if it is not a known one
   */
  public static ModelFigures of(ModelSpec model) {
    ModelFigures figures = ALL.get(model.name());
    if (figures == null) {
      throw new UnknownWorkloadException(
          ("the size of the network '%s' is not known, so its times cannot be modelled; known are"
                  + " %s")
              .formatted(model.name(), String.join(", ", ALL.keySet())));
    }
    return figures;
  }

  /** Trainable values with so many classes. */
  public long parameters(int classes) {
    return parameters + parametersPerClass * classes;
  }

  /** Multiplications and additions of a forward pass of one image of this height and width. */
  public double multiplications(int side) {
    return at(multiplications, side);
  }

  /** Values that a forward pass of one image keeps. */
  public double activations(int side) {
    return at(activations, side);
  }

  /** Linear in the image's area between the table's sizes, and beyond them. */
  private double at(List<Long> values, int side) {
    int upper = 1;
    while (upper < sides.size() - 1 && sides.get(upper) < side) {
      upper++;
    }
    double low = area(sides.get(upper - 1));
    double high = area(sides.get(upper));
    double part = (area(side) - low) / (high - low);
    double value = values.get(upper - 1) + part * (values.get(upper) - values.get(upper - 1));
    return Math.max(value, values.get(0) * Math.min(1, area(side) / area(sides.get(0))));
  }

  private static double area(int side) {
    return (double) side * side;
  }

  private static Map<String, ModelFigures> load() {
    try (InputStream in = ModelFigures.class.getResourceAsStream("models.json")) {
      return new TreeMap<>(JsonMapper.builder().build().readValue(in, Table.class).models());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
