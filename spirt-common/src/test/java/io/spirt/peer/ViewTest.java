package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<View.Change> unsoundChanges() {
    return Stream.of(
        Views.removal(3),
        Views.removal(-1),
        Views.removal(1, 1),
        Views.removal(0, 1, 2),
        Views.joining(2),
        Views.joining(-1),
        Views.joining(3, 3));
  }

  @Test
  void startsWithAllRanksActive() {
    assertThat(View.initial(3).active()).containsExactly(0, 1, 2);
  }

  @Test
  void knowsWhoIsActiveAfterEveryChange() {
    View view = View.initial(3).with(Views.removal(0)).with(Views.joining(7));
    assertThat(view.active()).containsExactly(1, 2, 7);
    assertThat(view.with(new View.Change(9, List.of(1, 2), List.of(0))).active())
        .containsExactly(0, 7);
  }

  @Test
  void aNewChangeLeavesTheOldViewAlone() {
    View view = View.initial(3);
    view.with(Views.removal(0));
    assertThat(view.active()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("unsoundChanges")
  void refusesUnsoundChanges(View.Change change) {
    View view = View.initial(3);
    assertThatThrownBy(() -> view.with(change)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesToStartWithoutPeers(int peers) {
    assertThatThrownBy(() -> View.initial(peers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(peers));
  }

  @Test
  void doesNotChangeWithTheListsThatItWasMadeFrom() {
    List<Integer> removed = new ArrayList<>(List.of(2));
    List<View.Change> changes = new ArrayList<>();
    changes.add(new View.Change(2, removed, List.of()));
    View view = new View(3, changes);
    removed.add(1);
    changes.clear();
    assertThat(view.active()).containsExactly(0, 1);
  }

  @Test
  void isEqualWhateverTheOrderOfRanksInAChange() {
    assertThat(Views.removal(2, 0)).isEqualTo(Views.removal(0, 2));
  }

  @Property(tries = 200)
  void comesBackFromJsonAsItWas(@ForAll long seed) throws JsonProcessingException {
    View view = Views.random(new Random(seed), 8, 6);
    String text = JSON.writeValueAsString(view);
    assertThat(JSON.readValue(text, View.class)).isEqualTo(view);
    assertThat(text).doesNotContain("active");
  }

  @Test
  void refusesJsonOfAnUnsoundView() {
    String text = "{\"peers\":2,\"changes\":[{\"epoch\":2,\"removed\":[5],\"added\":[]}]}";
    assertThatThrownBy(() -> JSON.readValue(text, View.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("rank 5 is not active");
  }
}
