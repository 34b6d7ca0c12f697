package io.spirt.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spirt.testing.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does. A subclass says where the objects are. */
abstract class ObjectStoreContract {

  /** The store under test: empty at the start of each test. */
  abstract ObjectStore store();

  private void put(String... keys) {
    for (String key : keys) {
      store().put(key, key.getBytes(UTF_8));
    }
  }

  @Test
  void returnsWhatWasStored() {
    byte[] value = new byte[100_000];
    new Random(1).nextBytes(value);
    store().put("runs/demo/batch", value);
    assertThat(store().get("runs/demo/batch")).isEqualTo(value);
    assertThat(store().exists("runs/demo/batch")).isTrue();
  }

  @Test
  void keepsAnEmptyObject() {
    store().put("empty", new byte[0]);
    assertThat(store().get("empty")).isEmpty();
    assertThat(store().exists("empty")).isTrue();
    assertThat(store().list("")).containsExactly("empty");
  }

  @Test
  void replacesAnObject() {
    store().put("a", new byte[] {1, 2, 3});
    store().put("a", new byte[] {4});
    assertThat(store().get("a")).containsExactly(4);
    assertThat(store().list("")).containsExactly("a");
  }

  @Test
  void doesNotKeepTheCallersArrays() {
    byte[] value = {1, 2, 3};
    store().put("a", value);
    value[0] = 99;
    store().get("a")[1] = 99;
    assertThat(store().get("a")).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "runs", "runs/", "runs/demo", "runs/demo/none", "run"})
  void saysWhichObjectIsMissing(String key) {
    put("runs/demo/job.json");
    assertThat(store().exists(key)).isFalse();
    assertThatThrownBy(() -> store().get(key))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("'" + key + "'")
        .hasMessageContaining(store().uri().toString());
  }

  @Test
  void anObjectHasNothingBelowIt() {
    put("a");
    assertThat(store().exists("a/b")).isFalse();
    assertThatThrownBy(() -> store().get("a/b")).isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void listsKeysInOrderByAnyPrefix() {
    put("b/2", "a", "b/10", "b/1", "bc", "c");
    assertThat(store().list("")).containsExactly("a", "b/1", "b/10", "b/2", "bc", "c");
    assertThat(store().list("b")).containsExactly("b/1", "b/10", "b/2", "bc");
    assertThat(store().list("b/")).containsExactly("b/1", "b/10", "b/2");
    assertThat(store().list("b/1")).containsExactly("b/1", "b/10");
    assertThat(store().list("none")).isEmpty();
    assertThat(store().list("b/2/")).isEmpty();
  }

  @Test
  void listsNothingInAnEmptyStore() {
    assertThat(store().list("")).isEmpty();
    assertThat(store().exists("a")).isFalse();
  }

  @Test
  void deletesOneObjectAndNoOther() {
    put("b/1", "b/10", "bc", "a");
    store().delete("b/1");
    assertThat(store().exists("b/1")).isFalse();
    assertThatThrownBy(() -> store().get("b/1")).isInstanceOf(NoSuchObjectException.class);
    assertThat(store().list("")).containsExactly("a", "b/10", "bc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "runs", "runs/", "runs/demo", "runs/demo/job.json/none", "run"})
  void deletingWhatIsNotThereChangesNothing(String key) {
    put("runs/demo/job.json");
    store().delete(key);
    store().delete(key);
    assertThat(store().list("")).containsExactly("runs/demo/job.json");
  }

  @Test
  void anObjectCanBeStoredAgainAfterItWasDeleted() {
    put("runs/demo/a");
    store().delete("runs/demo/a");
    store().delete("runs/demo/a");
    assertThat(store().list("")).isEmpty();
    put("runs/demo/a");
    assertThat(store().list("")).containsExactly("runs/demo/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "größe/ключ/鍵",
        "two words",
        "plus+percent%25",
        "hash#question?and&is=",
        "a.part",
        "...dots",
        "UPPER",
        "tilde~'quote'(bracket)"
      })
  void takesKeysOfAnyLetters(String key) {
    put(key);
    assertThat(store().list("")).containsExactly(key);
    assertThat(new String(store().get(key), UTF_8)).isEqualTo(key);
    assertThat(store().exists(key)).isTrue();
    store().delete(key);
    assertThat(store().exists(key)).isFalse();
  }

  /** Every object is 64 KiB of one byte: a mixture would be a part of one and a part of another. */
  @Test
  void readersNeverSeeAPartOfAnObject() throws Exception {
    int writers = 2;
    int threads = 5;
    int times = 25;
    store().put("shared", filled(0));
    List<Integer> seen =
        Threads.together(
            threads,
            thread -> {
              int whole = 0;
              for (int i = 0; i < times; i++) {
                if (thread < writers) {
                  store().put("shared", filled(1 + thread + i));
                  whole++;
                } else {
                  byte[] value = store().get("shared");
                  whole += Arrays.equals(value, filled(value[0])) ? 1 : 0;
                }
              }
              return whole;
            });
    assertThat(seen).containsOnly(times);
    assertThat(store().list("")).containsExactly("shared");
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[64 * 1024];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void listsWhileOthersWrite() throws Exception {
    put("there");
    int puts = 40;
    Threads.together(
        4,
        thread -> {
          for (int i = 0; i < puts; i++) {
            if (thread > 0) {
              put("folder/" + thread + "/" + i % 7);
            } else {
              assertThat(store().list(""))
                  .contains("there")
                  .allMatch(key -> key.matches("[a-z]+[0-9/]*"));
            }
          }
          return thread;
        });
    assertThat(store().list("folder/")).hasSize(21);
  }
}
