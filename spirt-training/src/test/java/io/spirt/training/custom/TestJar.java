package io.spirt.training.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.engine.ModelFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles a user's classes into a jar, as the files of a job's model. */
final class TestJar implements ModelFiles {
  private static final String IMPORTS =
      """
      package user;
      import ai.djl.ndarray.*;
      import ai.djl.ndarray.types.*;
      import ai.djl.nn.*;
      import ai.djl.nn.convolutional.*;
      import ai.djl.nn.core.*;
      import ai.djl.nn.norm.*;
      import ai.djl.nn.pooling.*;
      import ai.djl.training.ParameterStore;
      import ai.djl.training.initializer.*;
      import ai.djl.util.PairList;
      import io.spirt.training.custom.BlockBuilder;
      """;

  private final byte[] jar;

  private TestJar(byte[] jar) {
    this.jar = jar;
  }

  /**
   * A jar with one source file's classes, in the package {@code user}.
   *
   * @param folder for what comes in between
   * @param source without package and imports; declares the public class {@code Net}
   */
  static TestJar of(Path folder, String source) {
    try {
      Path file = Files.writeString(folder.resolve("Net.java"), IMPORTS + source);
      Path classes = Files.createTempDirectory(folder, "classes");
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      int exit =
          compiler.run(
              null,
              System.out,
              System.out,
              "-proc:none",
              "-cp",
              classPath,
              "-d",
              classes.toString(),
              file.toString());
      assertThat(exit).as("javac's exit code").isZero();
      return new TestJar(packed(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that are handed in as a jar. */
  static TestJar of(byte... bytes) {
    return new TestJar(bytes);
  }

  private static byte[] packed(Path classes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : all) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        jar.write(Files.readAllBytes(file));
      }
    }
    return out.toByteArray();
  }

  @Override
  public Optional<ByteBuffer> weights() {
    return Optional.empty();
  }

  @Override
  public Optional<ByteBuffer> jar() {
    return Optional.of(ByteBuffer.wrap(jar));
  }
}
