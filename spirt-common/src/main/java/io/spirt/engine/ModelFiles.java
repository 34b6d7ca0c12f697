package io.spirt.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The files that a job's network comes with. Each is fetched, and checked against its digest, when
 * it is asked for: the gradient of a network needs its class but not the weights it started from.
 */
public interface ModelFiles {

  /** No files: a network that the engine knows, from fresh params. */
  ModelFiles NONE =
      new ModelFiles() {
        @Override
        public Optional<ByteBuffer> weights() {
          return Optional.empty();
        }

        @Override
        public Optional<ByteBuffer> jar() {
          return Optional.empty();
        }
      };

  /** The safetensors file to start from, from position to limit; owned by the caller. */
  Optional<ByteBuffer> weights();

  /** The jar with the network's class, from position to limit; owned by the caller. */
  Optional<ByteBuffer> jar();
}
