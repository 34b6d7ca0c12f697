package io.spirt.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Fetches a file once. What is in the cache under its final name has passed its check. */
final class Downloader {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int MAX_BYTES = 512 << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * The file's bytes, from {@code folder} or, the first time, from its server.
   *
   * @throws InvalidDatasetException if it cannot be had or is not the right one
   */
  byte[] fetch(RemoteFile file, Path folder) {
    Path target = folder.resolve(file.name());
    try {
      if (Files.isRegularFile(target)) {
        return Files.readAllBytes(target);
      }
      byte[] bytes = download(file);
      if (!file.checksum().matches(bytes)) {
        throw failed(
            file,
            String.format(
                "the %d bytes received are not the published file: expected %s %s",
                bytes.length, file.checksum().algorithm(), file.checksum().hex()),
            null);
      }
      store(bytes, target);
      return bytes;
    } catch (IOException e) {
      throw failed(file, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(file, "interrupted", e);
    }
  }

  private byte[] download(RemoteFile file) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(file.uri()).timeout(TIMEOUT).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw failed(file, "the server answers " + response.statusCode(), null);
      }
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw failed(file, "it is larger than " + MAX_BYTES + " bytes", null);
      }
      return bytes;
    }
  }

  private static void store(byte[] bytes, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), ".", ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static InvalidDatasetException failed(RemoteFile file, String problem, Throwable cause) {
    return new InvalidDatasetException(
        file.uri()
            + ": cannot be downloaded: "
            + problem
            + ". Fetch "
            + file.name()
            + " yourself and point --data DIR, SPIRT_DATA or dataset.uri at its folder",
        cause);
  }
}
