package io.spirt.emulator;

import io.spirt.emulator.CloudAssembly.FileAsset;
import io.spirt.emulator.CloudAssembly.ImageAsset;
import io.spirt.local.pool.RuntimeClientLibrary;
import io.spirt.local.pool.UnpackedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Packages that let an emulator without Docker run the functions: a {@code bootstrap} script that
 * starts on this machine what the deployed function starts on Lambda. Not thread-safe.
 */
final class HandlerPackages {
  /** What java21's managed runtime runs: Lambda's runtime interface client over the package. */
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final URI gateway;
  private final String javaOptions;
  private final String runtimeClient;
  private final Path javaHome = Path.of(System.getProperty("java.home"));
  private final Path images;
  private final BiConsumer<String, byte[]> publish;
  private final Map<String, String> published = new HashMap<>();

  /**
   * @param gateway what the functions take for AWS
   * @param javaOptions of every handler process
   * @param runtimeClient class path of the runtime interface client
   * @param images where images are unpacked
   * @param publish puts a package at a key
   */
  HandlerPackages(
      URI gateway,
      String javaOptions,
      String runtimeClient,
      Path images,
      BiConsumer<String, byte[]> publish) {
    this.gateway = gateway;
    this.javaOptions = javaOptions;
    this.runtimeClient = runtimeClient;
    this.images = images;
    this.publish = publish;
  }

  /**
   * For handler processes that share this machine.
   *
   * @param folder for files that they share
   */
  static HandlerPackages onThisMachine(
      URI gateway, Path folder, BiConsumer<String, byte[]> publish) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    String options =
        String.join(
            " ",
            "-Xmx256m",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            RuntimeClientLibrary.unpack(folder));
    String client =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("aws-lambda-java-"))
            .collect(Collectors.joining(File.pathSeparator));
    return new HandlerPackages(gateway, options, client, folder.resolve("image"), publish);
  }

  /** Key of the package of a zip function: its own files, and what java21's runtime adds. */
  String ofZip(FileAsset asset) {
    return published.computeIfAbsent(
        "emulator/zip-" + asset.key(),
        key -> {
          String command =
              "exec \"$JAVA_HOME/bin/java\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp"
                  + " \"$LAMBDA_TASK_ROOT/lib/*:"
                  + runtimeClient
                  + "\" "
                  + CLIENT
                  + " \"$_HANDLER\"\n";
          publish.accept(key, ZipFiles.of(asset.source(), script(command)));
          return key;
        });
  }

  /** Key of the package of an image function: the script starts the image's entry point. */
  String ofImage(ImageAsset asset) {
    return published.computeIfAbsent(
        "emulator/image-" + asset.tag() + ".zip",
        key -> {
          Path home = UnpackedImage.unpack(asset.context(), images);
          String command =
              "export SPIRT_HOME=\""
                  + home
                  + "\"\nexec \""
                  + asset.context().resolve("entrypoint")
                  + "\" \"$_HANDLER\"\n";
          publish.accept(key, ZipFiles.ofScript(script(command)));
          return key;
        });
  }

  private String script(String command) {
    return """
        #!/bin/sh
        export AWS_ENDPOINT_URL="%s"
        export JAVA_HOME="%s"
        export PATH="$JAVA_HOME/bin:$PATH"
        export JAVA_TOOL_OPTIONS="-Dsdk.ua.appId=$AWS_LAMBDA_FUNCTION_NAME %s"
        export MALLOC_ARENA_MAX=2
        export OMP_NUM_THREADS=1
        %s"""
        .formatted(gateway, javaHome, javaOptions, command);
  }
}
