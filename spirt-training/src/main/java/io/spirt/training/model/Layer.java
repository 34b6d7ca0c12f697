package io.spirt.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a network: one array in, one array out. Images are float32 [samples, channels, height,
 * width], features float32 [samples, features].
 */
public abstract class Layer extends AbstractBlock implements Network {
  private final List<StateTensor> declared = new ArrayList<>();

  /**
   * The layer's output, attached to the manager of {@code input}.
   *
   * @param pass gives the values of the layer's tensors
   */
  @Override
  public abstract NDArray apply(NDArray input, Pass pass);

  /** Shape of the output for an input of shape {@code input}, samples included. */
  public abstract Shape outputShape(Shape input);

  /** This layer's tensors and its children's, in the order of a PyTorch state dict. */
  @Override
  public final List<StateTensor> state() {
    Stream<StateTensor> below =
        getChildren().values().stream().flatMap(child -> ((Layer) child).state().stream());
    return Stream.concat(declared.stream(), below).toList();
  }

  /** Adds a tensor to the layer. */
  protected final Parameter declare(
      String name, Parameter.Type type, Shape shape, Filling filling) {
    Parameter parameter =
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optShape(shape)
            .optRequiresGrad(
                type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR)
            .build();
    declared.add(new StateTensor(parameter, filling));
    return addParameter(parameter);
  }

  /** Adds a part whose tensors follow those declared so far. */
  protected final <L extends Layer> L part(L layer) {
    return addChildBlock(layer.getClass().getSimpleName(), layer);
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(
        apply(inputs.singletonOrThrow(), new Pass(store, training, Pass.NO_DROPOUT, 1)));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {outputShape(inputShapes[0])};
  }

  /** Always: the values come with each pass, so DJL has nothing to initialise. */
  @Override
  public final boolean isInitialized() {
    return true;
  }
}
