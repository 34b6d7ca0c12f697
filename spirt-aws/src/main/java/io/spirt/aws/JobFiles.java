package io.spirt.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.engine.ModelFiles;
import io.spirt.functions.ModelSources;
import io.spirt.job.DatasetSpec;
import io.spirt.job.Job;
import io.spirt.job.ModelSpec;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetSources;
import io.spirt.training.data.SourceFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes what a job needs from this machine into the bucket, and lets the job name it there. */
final class JobFiles {
  private static final int DIGEST_DIGITS = 16;

  private final Uploads uploads;
  private final String bucket;
  private final DataLocation data;

  /**
   * @param data where datasets are looked for whose job names no place
   */
  JobFiles(Uploads uploads, String bucket, DataLocation data) {
    this.uploads = uploads;
    this.bucket = bucket;
    this.data = data;
  }

  /** The same job, with everything that it names in S3. What is there stays where it is. */
  Job inBucket(Job job) {
    return job.with(dataset(job.dataset())).with(model(job.model()));
  }

  private DatasetSpec dataset(DatasetSpec spec) {
    if (isRemote(spec.uri()) || DatasetSources.isGenerated(spec)) {
      return spec;
    }
    List<SourceFile> files = DatasetSources.find(spec, data);
    List<ByteBuffer> digests = new ArrayList<>();
    for (SourceFile file : files) {
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      digests.add(ByteBuffer.wrap((file.name() + " " + Upload.hex(bytes) + "\n").getBytes(UTF_8)));
    }
    String digest = Upload.hex(digests.toArray(ByteBuffer[]::new)).substring(0, DIGEST_DIGITS);
    String folder = "data/" + spec.name() + "-" + digest;
    uploads.put(
        spec.name(),
        files.stream()
            .map(file -> Upload.of(folder + "/" + file.name(), ByteBuffer.wrap(file.bytes())))
            .toList());
    return spec.at(uri(folder));
  }

  private ModelSpec model(ModelSpec spec) {
    String weights = isRemote(spec.weights()) ? null : spec.weights();
    String jar = isRemote(spec.jar()) ? null : spec.jar();
    if (weights == null && jar == null) {
      return spec;
    }
    ModelFiles files =
        ModelSources.fetch(
            new ModelSpec(spec.name(), spec.classes(), weights, jar, spec.className()));
    return new ModelSpec(
        spec.name(),
        spec.classes(),
        there(files.weights(), "model.safetensors", "the model's weights").orElse(spec.weights()),
        there(files.jar(), "model.jar", "the model's jar").orElse(spec.jar()),
        spec.className());
  }

  private Optional<String> there(Optional<ByteBuffer> bytes, String name, String what) {
    return bytes.map(
        content -> {
          String key = "models/" + Upload.hex(content) + "/" + name;
          uploads.put(what, List.of(Upload.of(key, content)));
          return uri(key);
        });
  }

  private String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }

  private static boolean isRemote(String uri) {
    return uri != null && uri.startsWith("s3:");
  }
}
