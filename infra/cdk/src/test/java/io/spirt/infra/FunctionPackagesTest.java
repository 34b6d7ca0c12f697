package io.spirt.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackagesTest {
  @TempDir Path folder;

  @Test
  void saysWhatToBuildIfThePackagesAreMissing() throws IOException {
    Path light = folder.resolve("light");
    Path image = folder.resolve("image");
    assertThatThrownBy(() -> new FunctionPackages(light, image))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(light.toString())
        .hasMessageContaining("mvn package -pl spirt-lambda -am");
    Files.createDirectories(light.resolve("lib"));
    assertThatThrownBy(() -> new FunctionPackages(light, image))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(image.resolve("Dockerfile").toString())
        .hasMessageContaining("mvn package -pl spirt-lambda -am");
  }
}
