package io.spirt.database;

import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.TensorBytes;
import java.util.Optional;

/**
 * The peer's averages as the job's codec encodes them, for the other peers to fetch. {@link
 * GradientStore#forgetAverage} drops them with the averages.
 */
public final class EncodedStore {
  private final ByteTensors tensors;
  private final Keys keys;

  EncodedStore(ByteTensors tensors, Keys keys) {
    this.tensors = tensors;
    this.keys = keys;
  }

  /**
   * Shows the encoded average of a round.
   *
   * @return its digest, as {@code AI.TENSORDIGEST} answers
   */
  public String store(int round, byte[] encoded) {
    return tensors.put(keys.encodedAverage(round), encoded);
  }

  /**
   * The encoded average of a round, if it is there.
   *
   * @param length how many bytes it should have
   */
  public Optional<TensorBytes> find(int round, int length) {
    return tensors.get(keys.encodedAverage(round), length);
  }
}
