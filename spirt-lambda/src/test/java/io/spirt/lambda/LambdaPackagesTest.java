package io.spirt.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What the build left to be deployed. Runs after packaging. */
class LambdaPackagesTest {
  /** What SPIRT wants of a light function's package, so that it starts fast. */
  private static final long MOST_LIGHT_ZIPPED_BYTES = 30_000_000;

  private static final long LAMBDA_MOST_UNZIPPED_BYTES = 250L * 1024 * 1024;
  private static final long LAMBDA_MOST_IMAGE_BYTES = 10L * 1024 * 1024 * 1024;

  /** Of Lambda's Java base image, generously. */
  private static final long BASE_IMAGE_BYTES = 600L * 1024 * 1024;

  private static final Path LIGHT = Path.of("target", "light");
  private static final Path IMAGE = Path.of("target", "image");

  @Test
  void aLightPackageIsSmall() throws IOException {
    Counted counted = new Counted();
    try (ZipOutputStream zip = new ZipOutputStream(counted)) {
      for (Path file : files(LIGHT)) {
        zip.putNextEntry(new ZipEntry(LIGHT.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    assertThat(counted.bytes).isLessThanOrEqualTo(MOST_LIGHT_ZIPPED_BYTES);
    assertThat(bytes(LIGHT)).isLessThan(LAMBDA_MOST_UNZIPPED_BYTES);
  }

  @Test
  void aLightPackageCarriesNoTrainingEngine() throws IOException {
    assertThat(files(LIGHT))
        .extracting(file -> file.getFileName().toString())
        .noneMatch(name -> name.contains("pytorch") || name.startsWith("spirt-training"))
        .anyMatch(name -> name.startsWith("spirt-lambda"))
        .anyMatch(name -> name.startsWith("spirt-functions"));
  }

  @Test
  void theImageFitsLambda() throws IOException {
    // The native library is four times as large when it is unpacked.
    long unpacked = 5 * bytes(IMAGE) + BASE_IMAGE_BYTES;
    assertThat(unpacked).isLessThan(LAMBDA_MOST_IMAGE_BYTES);
    assertThat(files(IMAGE.resolve("lib")))
        .extracting(file -> file.getFileName().toString())
        .anyMatch(name -> name.startsWith("pytorch-native-cpu"))
        .anyMatch(name -> name.startsWith("aws-lambda-java-runtime-interface-client"));
  }

  @Test
  void noLibraryIsThereTwice() throws IOException {
    for (Path folder : List.of(LIGHT, IMAGE)) {
      assertThat(files(folder.resolve("lib")))
          .extracting(file -> file.getFileName().toString().replaceAll("-[0-9].*", ""))
          .doesNotHaveDuplicates();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    return files(folder).stream().mapToLong(LambdaPackagesTest::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
