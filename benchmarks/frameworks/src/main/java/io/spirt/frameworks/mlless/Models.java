package io.spirt.frameworks.mlless;

import io.spirt.frameworks.MemberFailedException;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.Traffic;
import io.spirt.frameworks.worker.WorkerContext;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.SafetensorsFile;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.Float32;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole models in the shared database: of who leaves, of all at the end, and checkpoints. */
final class Models {
  private static final String POSITION = "position";
  private static final String KEPT = "kept";

  private final WorkerContext context;
  private final SharedStore store;

  Models(WorkerContext context, SharedStore store) {
    this.context = context;
    this.store = store;
  }

  private Replica replica() {
    return context.replica();
  }

  /** Stores this worker's model for the others. */
  void putModel() {
    byte[] bytes = Float32.bytes(replica().state()).array();
    store.put(SharedStore.model(context.rank()), bytes);
    context.log().count(Traffic.put(bytes.length));
  }

  /** This worker's model becomes the mean of itself and others. */
  void average(List<Integer> others) {
    List<float[]> models = new ArrayList<>();
    models.add(replica().state());
    others.forEach(rank -> models.add(model(rank)));
    replica().become(ModelMean.of(models));
  }

  /** This worker's model becomes the mean of those models, its own among them. */
  void become(List<Integer> ranks) {
    replica().become(ModelMean.of(ranks.stream().map(this::model).toList()));
  }

  private float[] model(int rank) {
    if (rank == context.rank()) {
      return replica().state();
    }
    byte[] bytes =
        store
            .get(SharedStore.model(rank))
            .orElseThrow(
                () ->
                    new MemberFailedException(
                        "the model of rank %d is gone from the shared Redis".formatted(rank)));
    context.log().count(Traffic.get(bytes.length));
    return Float32.array(ByteBuffer.wrap(bytes));
  }

  /** Stores all that this worker's next invocation goes on from. */
  void store(Position position, SignificanceFilter filter, List<Message> mail) {
    Kept kept = filter.kept();
    position.significance = kept.significance();
    position.mail = mail;
    store.put(
        SharedStore.checkpoint(context.rank()),
        replica().checkpoint(Map.of(POSITION, Messages.write(position))));
    store.put(
        SharedStore.kept(context.rank()),
        SafetensorsWriter.toBytes(
            Map.of(),
            List.of(
                new Tensor(
                    KEPT,
                    Dtype.F32,
                    List.of((long) kept.gradient().length),
                    Float32.bytes(kept.gradient())))));
  }

  /**
   * Goes on from what was stored, which is used up: a worker that is killed does not come back with
   * an old model.
   *
   * @throws MemberFailedException if nothing was stored
   */
  Position resume(SignificanceFilter filter) {
    String key = SharedStore.checkpoint(context.rank());
    Optional<byte[]> model = store.get(key);
    Optional<byte[]> kept = store.get(SharedStore.kept(context.rank()));
    if (model.isEmpty() || kept.isEmpty()) {
      throw new MemberFailedException(
          "worker %d was lost, and MLLess has no way back: the others go on without it"
              .formatted(context.rank()));
    }
    Position position = Messages.read(replica().restore(model.get()).get(POSITION), Position.class);
    SafetensorsFile file = SafetensorsReader.readFile(KEPT, ByteBuffer.wrap(kept.get()));
    filter.restore(new Kept(Float32.array(file.tensors().get(KEPT).data()), position.significance));
    store.delete(List.of(key, SharedStore.kept(context.rank())));
    return position;
  }
}
