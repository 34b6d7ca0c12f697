package io.spirt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads, from a server on this machine. */
class DownloadTest {
  @TempDir private Path cache;
  private final Map<String, byte[]> published = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private URI base;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/");
    server.createContext(
        "/data/",
        exchange -> {
          requests.incrementAndGet();
          String name = exchange.getRequestURI().getPath().substring("/data/".length());
          byte[] file = published.get(name);
          exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
          if (file != null) {
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RemoteFile remote(String name, Checksum checksum) {
    return new RemoteFile(name, base.resolve(name), checksum);
  }

  private void assertCacheIsEmpty() throws IOException {
    try (var files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void fileIsFetchedOnceAndKept() {
    byte[] file = {1, 2, 3};
    published.put("f.bin", file);
    RemoteFile remote = remote("f.bin", Checksum.ofFile("SHA-256", Checksum.hex("SHA-256", file)));
    assertThat(new Downloader().fetch(remote, cache)).isEqualTo(file);
    assertThat(new Downloader().fetch(remote, cache)).isEqualTo(file);
    assertThat(requests).hasValue(1);
  }

  @Test
  void contentsAreCheckedWhateverTheCompression() {
    byte[] contents = TestFiles.idxLabels(6);
    byte[] file = TestFiles.gzip(contents);
    published.put("f.gz", file);
    String hash = Checksum.hex("SHA-256", contents);
    Checksum right = Checksum.ofContents("SHA-256", hash, contents.length);
    assertThat(new Downloader().fetch(remote("f.gz", right), cache)).isEqualTo(file);
    assertThat(right.matches(TestFiles.gzip(TestFiles.idxLabels(60)))).isFalse();
    assertThat(right.matches(contents)).isFalse();
  }

  @Test
  void wrongChecksumLeavesNothingBehind() throws IOException {
    published.put("f.bin", new byte[] {1, 2, 4});
    RemoteFile remote = remote("f.bin", Checksum.ofFile("MD5", "00"));
    assertThatThrownBy(() -> new Downloader().fetch(remote, cache))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining(base + "f.bin: cannot be downloaded: the 3 bytes received")
        .hasMessageContaining("--data DIR");
    assertCacheIsEmpty();
  }

  @Test
  void missingFileIsReported() throws IOException {
    RemoteFile remote = remote("gone.bin", Checksum.ofFile("MD5", "00"));
    assertThatThrownBy(() -> new Downloader().fetch(remote, cache))
        .hasMessageContaining("the server answers 404");
    assertCacheIsEmpty();
  }

  @Test
  void unreachableServerIsReported() {
    server.stop(0);
    RemoteFile remote = remote("f.bin", Checksum.ofFile("MD5", "00"));
    assertThatThrownBy(() -> new Downloader().fetch(remote, cache))
        .isInstanceOf(InvalidDatasetException.class)
        .hasMessageContaining("cannot be downloaded");
  }

  @Test
  void foreignMnistOnAMirrorIsRefused() throws IOException {
    byte[] images = TestFiles.gzip(TestFiles.idxImages(6));
    published.put("train-images-idx3-ubyte.gz", images);
    DataLocation location =
        DataLocation.of(
            Optional.empty(),
            Map.of("SPIRT_CACHE", cache.toString(), "SPIRT_DATA_MIRROR", base.toString()));
    DatasetFinder finder = new DatasetFinder(DatasetFormat.named("mnist"), location);
    assertThatThrownBy(() -> finder.find(TestFiles.spec("mnist")))
        .hasMessageContaining(base + "train-images-idx3-ubyte.gz")
        .hasMessageContaining("not the published file");
    assertCacheIsEmpty();
  }
}
