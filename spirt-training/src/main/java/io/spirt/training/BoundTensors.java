package io.spirt.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.spirt.training.model.StateTensor;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The values of a model's tensors during one pass. Fresh leaves of the autograd graph for every
 * pass: gradients need no zeroing, and nothing of an earlier pass, NaN included, can linger.
 */
final class BoundTensors extends ParameterStore {
  private final IdentityHashMap<Parameter, NDArray> values = new IdentityHashMap<>();
  private final List<NDArray> params;

  BoundTensors(NDManager manager, StateMemory params, StateMemory buffers, boolean training) {
    super(manager, false);
    this.params = bind(manager, params);
    bind(manager, buffers);
    if (training) {
      this.params.forEach(array -> array.setRequiresGradient(true));
    }
  }

  private List<NDArray> bind(NDManager manager, StateMemory memory) {
    List<NDArray> arrays = memory.arrays(manager);
    for (int i = 0; i < arrays.size(); i++) {
      StateTensor tensor = memory.tensors().get(i);
      values.put(tensor.parameter(), arrays.get(i));
    }
    return arrays;
  }

  /** The trainable arrays in the model's order. */
  List<NDArray> params() {
    return params;
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    NDArray value = values.get(parameter);
    if (value == null) {
      throw new IllegalStateException(
          "the network asks for the param "
              + parameter.getName()
              + ", which it did not have when it was opened");
    }
    return value;
  }
}
