package io.spirt.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileObjectStoreTest extends ObjectStoreContract {
  @TempDir private Path folder;
  private FileObjectStore store;

  @BeforeEach
  void open() {
    store = new FileObjectStore(folder.resolve("store"));
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../a",
        "a/../../a",
        "a/..",
        "/a",
        "/",
        "../store",
        "..//a",
        "a/./../.."
      })
  void refusesKeysThatLeadOutside(String key) throws IOException {
    assertThatThrownBy(() -> store.put(key, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + key + "'");
    assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.exists(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void putsObjectsWhereTheirKeysSay() throws IOException {
    store.put("runs/demo/job.json", new byte[] {1});
    assertThat(Files.readAllBytes(folder.resolve("store/runs/demo/job.json"))).containsExactly(1);
  }

  @Test
  void doesNotListWhatAWriterThatWasKilledLeft() throws IOException {
    store.put("a", new byte[1]);
    Files.write(folder.resolve("store/b.01234567-89ab-cdef-0123-456789abcdef.part"), new byte[1]);
    assertThat(store.list("")).containsExactly("a");
  }

  @Test
  void leavesNothingBehindWhenAPutFails() throws IOException {
    store.put("a/b", new byte[1]);
    assertThatThrownBy(() -> store.put("a", new byte[1])).hasMessageContaining("cannot store");
    try (Stream<Path> left = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void opensAgainFromItsUri() {
    store.put("a", new byte[] {7});
    try (ObjectStore again = ObjectStore.open(store.uri())) {
      assertThat(again.get("a")).containsExactly(7);
    }
  }
}
