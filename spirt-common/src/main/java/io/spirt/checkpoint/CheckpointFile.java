package io.spirt.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.spirt.database.Convergence;
import io.spirt.database.OptimizerState;
import io.spirt.database.OptimizerTensor;
import io.spirt.engine.ModelState;
import io.spirt.peer.View;
import io.spirt.safetensors.Dtype;
import io.spirt.safetensors.InvalidSafetensorsException;
import io.spirt.safetensors.SafetensorsFile;
import io.spirt.safetensors.SafetensorsReader;
import io.spirt.safetensors.SafetensorsWriter;
import io.spirt.safetensors.Tensor;
import io.spirt.tensor.TensorDigest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A checkpoint as a safetensors file: flat float32 tensors {@code params}, {@code buffers} and what
 * the optimizer keeps, by the names of {@link OptimizerTensor}; all the rest as metadata. {@code
 * digest} is SHA-256 over the other metadata and the digests of all tensors but the params, so that
 * no part can change unnoticed.
 */
final class CheckpointFile {
  static final String FORMAT = "spirt-checkpoint-1";

  private static final String PARAMS = "params";
  private static final String BUFFERS = "buffers";

  private static final String CONVERGENCE = "convergence";
  private static final String DIGEST = "digest";
  private static final Set<String> REQUIRED =
      Set.of("format", "run", "version", "paramsDigest", "view", "viewEpoch", DIGEST);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final String key;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

  private CheckpointFile(String key, SafetensorsFile file) {
    this.key = key;
    this.metadata = file.metadata();
    this.tensors = file.tensors();
  }

  /**
   * The file's bytes, a function of the arguments alone.
   *
   * @throws IllegalArgumentException if the digest is not that of the params
   */
  static byte[] write(String run, Checkpoint checkpoint) {
    ModelState state = checkpoint.state();
    String found = TensorDigest.of(state.params());
    if (!found.equals(checkpoint.paramsDigest())) {
      throw new IllegalArgumentException(
          "the params of version %d have the digest %s, not %s"
              .formatted(checkpoint.version(), found, checkpoint.paramsDigest()));
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("format", FORMAT);
    metadata.put("run", run);
    metadata.put("version", Integer.toString(checkpoint.version()));
    metadata.put("paramsDigest", checkpoint.paramsDigest());
    metadata.put("view", json(checkpoint.view()));
    metadata.put("viewEpoch", Integer.toString(checkpoint.viewEpoch()));
    if (checkpoint.convergence() != null) {
      metadata.put(CONVERGENCE, json(checkpoint.convergence()));
    }
    metadata.put(DIGEST, digest(metadata, state.buffers(), checkpoint.optimizer()));
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(flat(PARAMS, state.params()));
    tensors.add(flat(BUFFERS, state.buffers()));
    checkpoint
        .optimizer()
        .tensors()
        .forEach((tensor, values) -> tensors.add(flat(tensor.text(), values)));
    return SafetensorsWriter.toBytes(metadata, tensors);
  }

  private static Tensor flat(String name, ByteBuffer values) {
    return new Tensor(
        name, Dtype.F32, List.of((long) values.remaining() / Float.BYTES), values.duplicate());
  }

  /**
   * Reads a file. The checkpoint's tensors are views of {@code bytes}.
   *
   * @param key what to call the file in errors
   * @param run the run that it should be of
   * @param version the version that it should be of
   * @throws InvalidCheckpointException if anything is wrong with it
   */
  static Checkpoint read(String key, String run, int version, byte[] bytes) {
    try {
      SafetensorsFile file = SafetensorsReader.readFile("it", ByteBuffer.wrap(bytes));
      return new CheckpointFile(key, file).read(run, version);
    } catch (InvalidSafetensorsException e) {
      throw new InvalidCheckpointException(key, e.getMessage(), e);
    }
  }

  private Checkpoint read(String run, int version) {
    checkNames();
    require("format", FORMAT);
    require("run", run);
    require("version", Integer.toString(version));
    ByteBuffer params = values(PARAMS);
    ByteBuffer buffers = values(BUFFERS);
    OptimizerState optimizer = optimizer(params);
    View view = value("view", View.class);
    int viewEpoch = viewEpoch();
    Convergence convergence =
        metadata.containsKey(CONVERGENCE) ? value(CONVERGENCE, Convergence.class) : null;
    String paramsDigest = TensorDigest.of(params);
    require("paramsDigest", paramsDigest);
    require(DIGEST, digest(metadata, buffers, optimizer));
    return new Checkpoint(
        version,
        paramsDigest,
        new ModelState(params, buffers),
        optimizer,
        view,
        viewEpoch,
        convergence);
  }

  private OptimizerState optimizer(ByteBuffer params) {
    Map<OptimizerTensor, ByteBuffer> kept = new EnumMap<>(OptimizerTensor.class);
    for (OptimizerTensor tensor : OptimizerTensor.values()) {
      if (!tensors.containsKey(tensor.text())) {
        continue;
      }
      ByteBuffer values = values(tensor.text());
      if (values.remaining() != params.remaining()) {
        throw invalid(
            "its %s has %d bytes and its params have %d"
                .formatted(tensor.text(), values.remaining(), params.remaining()));
      }
      kept.put(tensor, values);
    }
    return new OptimizerState(kept);
  }

  private void checkNames() {
    Set<String> missing = new TreeSet<>(REQUIRED);
    missing.removeAll(metadata.keySet());
    Set<String> unknown = new TreeSet<>(metadata.keySet());
    unknown.removeAll(REQUIRED);
    unknown.remove(CONVERGENCE);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw invalid("of its metadata " + missing + " is missing and " + unknown + " unknown");
    }
    Set<String> others = new TreeSet<>(tensors.keySet());
    boolean complete = others.remove(PARAMS) && others.remove(BUFFERS);
    for (OptimizerTensor tensor : OptimizerTensor.values()) {
      others.remove(tensor.text());
    }
    if (!complete || !others.isEmpty()) {
      throw invalid(
          "its tensors are %s, not params, buffers and what an optimizer keeps"
              .formatted(new TreeSet<>(tensors.keySet())));
    }
  }

  private void require(String name, String expected) {
    String found = metadata.get(name);
    if (!found.equals(expected)) {
      throw invalid("its %s is '%s' and should be '%s'".formatted(name, found, expected));
    }
  }

  private ByteBuffer values(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor.dtype() != Dtype.F32 || tensor.shape().size() != 1) {
      throw invalid(
          "its %s are %s %s, not a flat F32 tensor"
              .formatted(name, tensor.dtype(), tensor.shape()));
    }
    return tensor.data();
  }

  private int viewEpoch() {
    String text = metadata.get("viewEpoch");
    try {
      int epoch = Integer.parseInt(text);
      if (epoch >= 0 && Integer.toString(epoch).equals(text)) {
        return epoch;
      }
    } catch (NumberFormatException e) {
      throw new InvalidCheckpointException(key, "its viewEpoch is '" + text + "', no number", e);
    }
    throw invalid("its viewEpoch is '%s', not a whole number from 0".formatted(text));
  }

  private <T> T value(String name, Class<T> type) {
    try {
      T value = JSON.readValue(metadata.get(name), type);
      if (value == null) {
        throw invalid("its %s is null".formatted(name));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException(
          key, "its %s is not sound: %s".formatted(name, e.getOriginalMessage()), e);
    }
  }

  private InvalidCheckpointException invalid(String problem) {
    return new InvalidCheckpointException(key, problem);
  }

  /** Of all metadata but itself, and of the tensors that no other digest is of. */
  private static String digest(
      Map<String, String> metadata, ByteBuffer buffers, OptimizerState optimizer) {
    SortedMap<String, String> parts = new TreeMap<>(metadata);
    parts.remove(DIGEST);
    parts.put(BUFFERS, TensorDigest.of(buffers));
    // Also where there is none: so it was when the velocity was the only one.
    parts.put(
        OptimizerTensor.VELOCITY.text(), TensorDigest.of(optimizer.get(OptimizerTensor.VELOCITY)));
    optimizer
        .tensors()
        .forEach((tensor, values) -> parts.put(tensor.text(), TensorDigest.of(values)));
    return HexFormat.of().formatHex(sha256().digest(json(parts).getBytes(UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checkpoint can always be written as JSON", e);
    }
  }
}
