package io.spirt.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /** Digests by hand: SHA-256 of the text that the digest is over. */
  @Test
  void theDigestIsOverAllThatTheAssignmentFollowsFrom() throws Exception {
    View view = View.initial(4).with(new View.Change(2, List.of(3, 1), List.of(7)));
    byte[] text = "view 4;2 -[1, 3] +[7]".getBytes(StandardCharsets.UTF_8);
    assertThat(view.digest())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    assertThat(view.digest())
        .isEqualTo(View.initial(4).with(new View.Change(2, List.of(1, 3), List.of(7))).digest())
        .isNotEqualTo(View.initial(4).digest())
        .isNotEqualTo(View.initial(4).with(new View.Change(3, List.of(1, 3), List.of(7))).digest());
  }

  /** The same active ranks by another way have other batches, and so another digest. */
  @Test
  void theDigestKnowsTheWay() {
    View there = View.initial(3);
    View andBack =
        there
            .with(new View.Change(2, List.of(1), List.of()))
            .with(new View.Change(3, List.of(), List.of(1)));
    assertThat(andBack.active()).isEqualTo(there.active());
    assertThat(andBack.digest()).isNotEqualTo(there.digest());
  }
}
