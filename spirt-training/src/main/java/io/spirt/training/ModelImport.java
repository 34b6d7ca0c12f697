package io.spirt.training;

import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelState;
import io.spirt.job.ModelSpec;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.InvalidSafetensorsException;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.Tensor;
import io.spirt.training.model.StateTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model's state from a safetensors file: what {@link ModelExport} wrote, or a state dict that
 * PyTorch's safetensors package saved. All of the network's tensors and nothing else; the number of
 * batches that PyTorch counts beside each BatchNorm may be there and is not looked at.
 */
final class ModelImport {
  private static final int MOST_PROBLEMS = 10;

  private final ModelSpec model;
  private final List<StateTensor> state;
  private final Map<String, Tensor> tensors;

  /**
   * Reads the file and compares it with the network.
   *
   * @param file from position to limit; not changed
   * @throws InvalidModelException if it is no safetensors file, or not of this network; lists all
   *     that differs
   */
  ModelImport(ModelSpec model, List<StateTensor> state, ByteBuffer file) {
    this.model = model;
    this.state = state;
    tensors = read(model.weights(), file);
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new InvalidModelException(describe(problems));
    }
  }

  private static Map<String, Tensor> read(String source, ByteBuffer file) {
    if (file.remaining() >= 2
        && file.get(file.position()) == 'P'
        && file.get(file.position() + 1) == 'K') {
      throw new InvalidModelException(
          source
              + " is a zip archive, such as torch.save and torch.jit.save write, not a safetensors"
              + " file: write it with safetensors.torch.save_file(network.state_dict(), FILE)");
    }
    try {
      return SafetensorsReader.read(source, file);
    } catch (InvalidSafetensorsException e) {
      throw new InvalidModelException("model.weights: " + e.getMessage(), e);
    }
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> unexpected = new LinkedHashSet<>(tensors.keySet());
    for (StateTensor wanted : state) {
      unexpected.remove(wanted.name());
      compare(wanted.name(), Dtype.F32, shape(wanted), true, problems);
      if (wanted.isFollowedByBatchCount()) {
        String count = ModelExport.countName(wanted);
        unexpected.remove(count);
        compare(count, Dtype.I64, List.of(), false, problems);
      }
    }
    unexpected.forEach(name -> problems.add(name + " is not one of the network's"));
    return problems;
  }

  private void compare(
      String name, Dtype dtype, List<Long> shape, boolean isNeeded, List<String> problems) {
    Tensor found = tensors.get(name);
    if (found == null) {
      if (isNeeded) {
        problems.add(name + " " + dtype + " " + shape + " is missing");
      }
    } else if (found.dtype() != dtype || !found.shape().equals(shape)) {
      problems.add(
          String.format(
              "%s is %s %s, the network's %s %s",
              name, found.dtype(), found.shape(), dtype, shape));
    } else if (dtype == Dtype.F32 && !isFinite(found)) {
      problems.add(name + " holds a value that is infinite or not a number");
    }
  }

  private static List<Long> shape(StateTensor tensor) {
    return Arrays.stream(tensor.shape().getShape()).boxed().toList();
  }

  private static boolean isFinite(Tensor tensor) {
    ByteBuffer data = values(tensor);
    for (int at = data.position(); at < data.limit(); at += Float.BYTES) {
      if (!Float.isFinite(data.getFloat(at))) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer values(Tensor tensor) {
    return tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private String describe(List<String> problems) {
    int shown = Math.min(problems.size(), MOST_PROBLEMS);
    String more = problems.size() > shown ? "; and " + (problems.size() - shown) + " more" : "";
    return String.format(
        "model.weights %s does not fit %s with %d classes, %d of its tensors: %s%s. Give weights of"
            + " the same network with as many classes, or set model.name and model.classes to the"
            + " weights'",
        model.weights(),
        model.bringsItsClass() ? model.className() : model.name(),
        model.classes(),
        problems.size(),
        String.join("; ", problems.subList(0, shown)),
        more);
  }

  /** The state; a copy. */
  ModelState state() {
    return new ModelState(join(true), join(false));
  }

  private ByteBuffer join(boolean trainable) {
    List<StateTensor> wanted =
        state.stream().filter(tensor -> tensor.isTrainable() == trainable).toList();
    int count = wanted.stream().mapToInt(StateTensor::size).sum();
    ByteBuffer joined = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    wanted.forEach(tensor -> joined.put(values(tensors.get(tensor.name()))));
    return joined.flip();
  }
}
