import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import io.spirt.training.custom.BlockBuilder;

/** A network of one's own: two convolutions with batch normalisation, and a linear map. */
public final class SmallNet implements BlockBuilder {

  @Override
  public Block build(Shape image, int classes) {
    return new SequentialBlock()
        .add(convolution(8))
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(convolution(16))
        .add(BatchNorm.builder().build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static Block convolution(int filters) {
    return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(3, 3)).build();
  }
}
