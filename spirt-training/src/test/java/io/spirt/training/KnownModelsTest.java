package io.spirt.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.engine.DatasetManifest;
import io.spirt.job.DatasetSpec;
import io.spirt.job.JobReader;
import io.spirt.job.ModelImages;
import io.spirt.store.FileObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import io.spirt.training.model.ModelZoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a job is checked with says the same as the engine. */
class KnownModelsTest {
  static List<String> models() {
    return ModelZoo.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void jobsKnowTheSmallestImagesOfEveryNetwork(String model) {
    assertThat(ModelImages.smallestSide(model)).hasValue(ModelZoo.find(model).smallestSide());
  }

  @Test
  void jobsNameTheNetworksThatThereAre() {
    List<String> named = new ArrayList<>();
    JobReader.schema()
        .at("/properties/model/properties/name/enum")
        .forEach(name -> named.add(name.asText()));
    named.remove("custom");
    assertThat(named).containsExactlyInAnyOrderElementsOf(models());
  }

  @Test
  void resizingChangesTheManifestAndNotTheBatches(@TempDir Path folder) {
    FileObjectStore store = new FileObjectStore(folder);
    DataLocation nowhere = new DataLocation(Optional.empty(), folder, Optional.empty());
    DatasetSpec plain = new DatasetSpec("digits", null, 32, 0.1, 64);
    DatasetSpec large = new DatasetSpec("digits", null, 32, 0.1, 64, 64);
    DatasetManifest asItIs = DatasetPreparer.prepare(plain, 1, nowhere, store, "data");
    DatasetManifest resized = DatasetPreparer.prepare(large, 1, nowhere, store, "data");
    assertThat(ModelImages.side("digits")).hasValue(asItIs.height());
    assertThat(resized).isEqualTo(asItIs.resized(64));
    assertThat(resized.seenHeight()).isEqualTo(64);
    assertThat(asItIs.seenWidth()).isEqualTo(28);
  }
}
