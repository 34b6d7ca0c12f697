package io.spirt.training.custom;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The values of a trial pass, and which of them the block asked for. */
final class AskedParams extends ParameterStore {
  private final IdentityHashMap<Parameter, NDArray> values = new IdentityHashMap<>();
  private final Set<Parameter> asked = Collections.newSetFromMap(new IdentityHashMap<>());

  AskedParams(NDManager manager) {
    super(manager, false);
  }

  void put(Parameter parameter, NDArray value) {
    values.put(parameter, value);
  }

  boolean wasAskedFor(Parameter parameter) {
    return asked.contains(parameter);
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    asked.add(parameter);
    return values.get(parameter);
  }
}
