package io.spirt.benchmarks.replay.byzantine;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many peers there are and how many of them lie. The last ranks lie.
 *
 * @param peers n
 * @param malicious f, fewer than half of them, at least 1
 */
record Setting(int peers, int malicious) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,2})/(\\d{1,2})");
  private static final int MOST_PEERS = 64;

  Setting {
    if (peers < 3 || peers > MOST_PEERS || malicious < 1 || 2 * malicious >= peers) {
      throw new IllegalArgumentException(
          "%d/%d: there must be 3 to %d peers, and 1 or more malicious ones that are a minority"
              .formatted(peers, malicious, MOST_PEERS));
    }
  }

  /**
   * The setting written as {@code peers/malicious}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Setting of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no setting; write peers/malicious, such as 4/1".formatted(text));
    }
    return new Setting(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Ranks of those that lie. */
  SortedSet<Integer> liars() {
    return ranks(peers - malicious, peers);
  }

  /** Ranks of the others. */
  SortedSet<Integer> honest() {
    return ranks(0, peers - malicious);
  }

  private static SortedSet<Integer> ranks(int from, int to) {
    return IntStream.range(from, to).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return peers + "/" + malicious;
  }
}
