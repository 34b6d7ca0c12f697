package io.spirt.frameworks.p2p;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a gradient function is invoked with: references, never tensors.
 *
 * @param run the run's name
 * @param store where the run's job and data are
 * @param objects where params and gradients are
 * @param batch index of the batch
 * @param together batches of all peers that one update combines
 * @param params key of the params and running statistics
 * @param result key that the gradient is stored under
 */
record GradientCall(
    @JsonProperty("run") String run,
    @JsonProperty("store") String store,
    @JsonProperty("objects") Map<String, String> objects,
    @JsonProperty("batch") int batch,
    @JsonProperty("together") int together,
    @JsonProperty("params") String params,
    @JsonProperty("result") String result) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] write() {
    return write(this);
  }

  static GradientCall read(byte[] json) {
    return read(json, GradientCall.class);
  }

  /**
   * What it returns, once the gradient is stored.
   *
   * @param loss mean loss over the batch
   * @param samples samples of the batch
   * @param computeMillis forward and backward pass alone
   * @param totalMillis the function's time, with fetching and storing
   */
  record Result(
      @JsonProperty("loss") double loss,
      @JsonProperty("samples") int samples,
      @JsonProperty("computeMillis") double computeMillis,
      @JsonProperty("totalMillis") double totalMillis) {

    byte[] write() {
      return GradientCall.write(this);
    }

    static Result read(byte[] json) {
      return GradientCall.read(json, Result.class);
    }
  }

  private static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("not what gradient functions and peers say", e);
    }
  }
}
