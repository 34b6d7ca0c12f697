package io.spirt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CheckpointPropertiesTest {
  /** The bytes of the object that a checkpoint becomes. */
  private static byte[] object(Checkpoint checkpoint) {
    MemoryStore store = new MemoryStore();
    new Checkpoints(store, "demo").put(checkpoint);
    return store.get(store.list("").get(0));
  }

  /** Equality of buffers is that of their bytes. */
  @Property
  void comesBackBitByBit(@ForAll long seed) {
    Checkpoint checkpoint = SampleCheckpoints.random(seed);
    Checkpoints checkpoints = new Checkpoints(new MemoryStore(), "demo");
    checkpoints.put(checkpoint);
    assertThat(checkpoints.at(checkpoint.version())).contains(checkpoint);
    assertThat(checkpoints.newest(0)).contains(checkpoint);
  }

  @Property
  void storingLeavesTheTensorsAlone(@ForAll long seed) {
    Checkpoint checkpoint = SampleCheckpoints.random(seed);
    assertThat(object(checkpoint)).isNotEmpty();
    assertThat(checkpoint).isEqualTo(SampleCheckpoints.random(seed));
  }

  @Property(tries = 200)
  void equalCheckpointsAreEqualObjects(@ForAll long seed) {
    byte[] first = object(SampleCheckpoints.random(seed));
    assertThat(object(SampleCheckpoints.random(seed))).isEqualTo(first);
  }

  @Property(tries = 3000)
  void oneFlippedBitIsRefusedOrMeansNothing(@ForAll long seed, @ForAll long place) {
    Checkpoint checkpoint = SampleCheckpoints.random(seed);
    byte[] bytes = object(checkpoint);
    int bit = new Random(place).nextInt(8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(accepted(checkpoint.version(), bytes))
        .isIn(Optional.empty(), Optional.of(checkpoint));
  }

  @Property(tries = 1000)
  void garbledBytesAreRefusedOrMeanNothing(@ForAll long seed, @ForAll long place) {
    Checkpoint checkpoint = SampleCheckpoints.random(seed);
    byte[] bytes = object(checkpoint);
    Random random = new Random(place);
    for (int i = 0; i < 5; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    assertThat(accepted(checkpoint.version(), bytes))
        .isIn(Optional.empty(), Optional.of(checkpoint));
  }

  @Property(tries = 1000)
  void bytesFromAnywhereAreRefusedInOneWay(@ForAll byte[] bytes) {
    assertThat(accepted(1, bytes)).isEmpty();
  }

  private static Optional<Checkpoint> accepted(int version, byte[] bytes) {
    try {
      return Optional.of(CheckpointFile.read("object", "demo", version, bytes));
    } catch (InvalidCheckpointException e) {
      assertThat(e).hasMessageStartingWith("object 'object' is not a valid checkpoint: ");
      return Optional.empty();
    }
  }
}
