package io.spirt.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks' sizes, known from torchvision, counted without values. */
class ModelZooTest {
  private static final Shape COLOUR = new Shape(3, 224, 224);

  private static long count(Layer network, boolean trainable) {
    return network.state().stream()
        .filter(tensor -> tensor.isTrainable() == trainable)
        .mapToLong(StateTensor::size)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v3-small, 1000, 2542856, 12112",
    "mobilenet-v1, 10, 3217226, 21888",
    "resnet18, 1000, 11689512, 9600",
    "resnet50, 1000, 25557032, 53120",
    "densenet121, 1000, 7978856, 83648",
    "squeezenet1_1, 1000, 1235496, 0",
    "vgg11, 1000, 132863336, 0",
    "vgg11, 10, 128807306, 0"
  })
  void networksHaveThePublishedNumberOfParams(String name, int classes, long params, long buffers) {
    Layer network = ModelZoo.find(name).build(COLOUR, classes);
    assertThat(count(network, true)).isEqualTo(params);
    assertThat(count(network, false)).isEqualTo(buffers);
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet-v1, 1",
    "resnet18, 1",
    "resnet50, 1",
    "densenet121, 29",
    "squeezenet1_1, 17",
    "vgg11, 32"
  })
  void smallestImagesAreThoseOfTorchvision(String name, int side) {
    Architecture architecture = ModelZoo.find(name);
    assertThat(architecture.smallestSide()).isEqualTo(side);
    Layer network = architecture.build(new Shape(1, side, side), 10);
    assertThat(network.outputShape(new Shape(2, 3, side, side))).isEqualTo(new Shape(2, 10));
    assertThatThrownBy(() -> architecture.build(new Shape(1, side, side - 1), 10))
        .hasMessageContaining("too small for " + name)
        .hasMessageContaining("dataset.resize");
  }

  @Test
  void greyImagesAreRepeatedToThreeChannels() {
    assertThat(ModelZoo.find("resnet18").inputChannels(1)).isEqualTo(3);
    assertThatThrownBy(() -> ModelZoo.find("resnet18").inputChannels(2))
        .hasMessageContaining("not 2");
  }
}
