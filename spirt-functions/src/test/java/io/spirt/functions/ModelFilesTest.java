package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.engine.InvalidModelException;
import io.spirt.engine.ModelFiles;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.job.ModelSpec;
import io.spirt.store.FileObjectStore;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's network comes with, from where its author put it to the functions. */
class ModelFilesTest {
  private static final String RUN = "run";

  @TempDir private Path folder;
  private ObjectStore store;
  private RunObjects objects;

  @BeforeEach
  void opens() {
    store = new FileObjectStore(folder.resolve("objects"));
    objects = new RunObjects(store);
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toUri().toString();
  }

  private static String text(Optional<ByteBuffer> bytes) {
    return UTF_8.decode(bytes.orElseThrow().duplicate()).toString();
  }

  /** A run whose job names files of that text. */
  private ModelFiles kept(String weights, String jar) throws IOException {
    String text =
        """
        {
          "name": "run",
          "peers": 2,
          "model": { "name": "custom", "class": "Net", "jar": "s3://b/j", "weights": "s3://b/w" },
          "dataset": { "name": "digits" },
          "training": { "epochs": 1, "learningRate": 0.1 }
        }
        """;
    Job job = JobReader.read(text);
    objects.putJob(RUN, job);
    ModelSpec spec =
        new ModelSpec("custom", 10, file("in/w", weights), file("in/net.jar", jar), "Net");
    objects.putModelFiles(RUN, ModelSources.fetch(spec));
    return objects.modelFiles(RUN);
  }

  @Test
  void functionsReadTheRunsOwnCopies() throws IOException {
    ModelFiles files = kept("weights", "jar");
    file("in/w", "changed by its author");
    assertThat(text(files.weights())).isEqualTo("weights");
    assertThat(text(files.jar())).isEqualTo("jar");
  }

  @Test
  void theirDigestsAreAmongWhatTheAdminAloneWrites() throws IOException {
    var unused = kept("abc", "jar");
    assertThat(new String(store.get("runs/run/admitted/model.json"), UTF_8))
        .contains("\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
  }

  @Test
  void aCopyThatWasChangedIsRefused() throws IOException {
    ModelFiles files = kept("abc", "jar");
    store.put("runs/run/model/network.jar", "another".getBytes(UTF_8));
    assertThatThrownBy(files::jar)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("the object runs/run/model/network.jar has the SHA-256 ")
        .hasMessageEndingWith("it was changed meanwhile; start the run anew");
    assertThat(text(files.weights())).isEqualTo("abc");
  }

  @Test
  void weightsMayBeAFolder() throws IOException {
    var unused = file("my model/model.safetensors", "weights");
    for (String place : new String[] {"my%20model", "my%20model/"}) {
      ModelSpec spec = new ModelSpec("lenet5", 10, folder.toUri() + place, null, null);
      assertThat(text(ModelSources.fetch(spec).weights())).isEqualTo("weights");
      assertThat(ModelSources.fetch(spec).jar()).isEmpty();
    }
  }

  @Test
  void saysWhichFileIsMissing() {
    String place = folder.toUri() + "none.jar";
    ModelSpec spec = new ModelSpec("custom", 10, null, place, "Net");
    assertThatThrownBy(() -> ModelSources.fetch(spec))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "model.jar: no file at " + place + "; give the place of a jar with the class Net");
  }

  @Test
  void saysWhichPlaceIsNone() {
    assertThatThrownBy(() -> ModelSources.fetch(new ModelSpec("lenet5", 10, "w", null, null)))
        .hasMessage("model.weights: w is neither a file: nor an s3: URI; paths are for job files");
    assertThatThrownBy(
            () -> ModelSources.fetch(new ModelSpec("lenet5", 10, "file:/a b", null, null)))
        .hasMessageContaining("model.weights: file:/a b is no URI")
        .hasMessageEndingWith("; write a space as %20");
  }

  @Test
  void aJobWithoutFilesAsksForNone() {
    String text =
        """
        {
          "name": "run",
          "peers": 2,
          "model": { "name": "lenet5" },
          "dataset": { "name": "digits" },
          "training": { "epochs": 1, "learningRate": 0.1 }
        }
        """;
    objects.putJob(RUN, JobReader.read(text));
    assertThat(objects.modelFiles(RUN)).isSameAs(ModelFiles.NONE);
  }
}
