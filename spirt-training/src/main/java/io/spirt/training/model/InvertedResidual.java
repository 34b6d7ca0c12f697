package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV3's bottleneck: expand, depthwise convolution, squeeze and excitation, project; the
 * input is added where the shape allows.
 */
final class InvertedResidual extends Layer {
  private final Chain block;
  private final boolean addsInput;

  /**
   * One row of the paper's table.
   *
   * @param kernel side of the depthwise kernel
   * @param expanded channels between expansion and projection
   * @param excites has squeeze and excitation
   * @param swishes activation is hard swish, not ReLU
   */
  record Row(
      int in, int kernel, int expanded, int out, boolean excites, boolean swishes, int stride) {

    int squeezed() {
      return Channels.divisibleByEight(expanded / 4);
    }
  }

  InvertedResidual(String name, Row row) {
    addsInput = row.stride() == 1 && row.in() == row.out();
    List<Layer> layers = new ArrayList<>();
    String prefix = name + ".block.";
    if (row.expanded() != row.in()) {
      layers.addAll(
          Channels.convolve(
              prefix + layers.size(),
              new Convolution.Geometry(row.in(), row.expanded(), 1, 1, 0, 1),
              activation(row)));
    }
    layers.addAll(depthwise(prefix + (layers.isEmpty() ? 0 : 1), row));
    int next = row.expanded() == row.in() ? 1 : 2;
    if (row.excites()) {
      layers.add(new SqueezeExcitation(prefix + next++, row.expanded(), row.squeezed()));
    }
    layers.addAll(
        Channels.convolve(
            prefix + next, new Convolution.Geometry(row.expanded(), row.out(), 1, 1, 0, 1), null));
    block = part(new Chain(layers));
  }

  private static List<Layer> depthwise(String name, Row row) {
    int channels = row.expanded();
    return Channels.convolve(
        name,
        new Convolution.Geometry(
            channels, channels, row.kernel(), row.stride(), row.kernel() / 2, channels),
        activation(row));
  }

  private static Layer activation(Row row) {
    return row.swishes() ? Activation.hardSwish() : Activation.relu();
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray output = block.apply(input, pass);
    return addsInput ? output.add(input) : output;
  }

  @Override
  public Shape outputShape(Shape input) {
    return block.outputShape(input);
  }
}
