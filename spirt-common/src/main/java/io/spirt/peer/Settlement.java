package io.spirt.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who takes part in a round. {@link #of} is a pure function of the peers' verdicts, so all that
 * have the same verdicts come to the same settlement.
 *
 * @param participants ranks whose averages are combined
 * @param excluded why a rank is left out that did report
 * @param complete ranks that hold every participant's average, and the params that they belong to:
 *     they can go on by themselves, also those that do not take part
 */
public record Settlement(
    @JsonProperty("participants") SortedSet<Integer> participants,
    @JsonProperty("excluded") SortedMap<Integer, String> excluded,
    @JsonProperty("complete") SortedSet<Integer> complete) {

  /** What another peer shows may be anything; a settlement has somebody who takes part. */
  public Settlement {
    if (participants == null || participants.isEmpty() || excluded == null || complete == null) {
      throw new IllegalArgumentException("a settlement names participants, excluded and complete");
    }
  }

  /** It told different peers different things, and signed both. */
  public static final String EQUIVOCATION = "equivocation";

  /** Its params or view are not those of most peers. */
  public static final String STATE_DIFFERS = "params-differ";

  /**
   * One average as one peer found it.
   *
   * @param claim what the announcement says of the average, the same text for the same claim; its
   *     signature has been checked
   * @param state what the announcement says of params and view
   * @param outcome what came of fetching it
   */
  public record Finding(String claim, String state, Verdict.Outcome outcome) {}

  /**
   * Settles a round. A rank takes part if nobody proves that it told two things, at least half of
   * the other voters found its average to be what it announced, and its params and view are those
   * of most.
   *
   * @param findings by voter, then by the rank that was found; at least one voter
   */
  public static Settlement of(SortedMap<Integer, SortedMap<Integer, Finding>> findings) {
    SortedSet<Integer> candidates = new TreeSet<>();
    findings.values().forEach(found -> candidates.addAll(found.keySet()));
    SortedMap<Integer, String> excluded = new TreeMap<>();
    SortedMap<Integer, String> states = new TreeMap<>();
    for (int rank : candidates) {
      String reason = objection(rank, findings);
      if (reason.isEmpty()) {
        states.put(rank, state(rank, findings));
      } else {
        excluded.put(rank, reason);
      }
    }
    SortedSet<Integer> participants = new TreeSet<>(Majority.of(states));
    states.keySet().stream()
        .filter(rank -> !participants.contains(rank))
        .forEach(rank -> excluded.put(rank, STATE_DIFFERS));
    if (participants.isEmpty()) {
      // Everybody objects to everybody: somebody has to go on, and all must name the same one.
      participants.add(findings.firstKey());
      excluded.remove(findings.firstKey());
    }
    return new Settlement(participants, excluded, complete(participants, findings));
  }

  /** The participant that looks after those that cannot go on by themselves. */
  public int donor() {
    SortedSet<Integer> able = new TreeSet<>(participants);
    able.retainAll(complete);
    return able.isEmpty() ? participants.first() : able.first();
  }

  /** The ranks of {@code active} that have to copy the model afterwards. */
  public SortedSet<Integer> behind(Set<Integer> active) {
    SortedSet<Integer> behind = new TreeSet<>(active);
    behind.removeAll(complete);
    return behind;
  }

  /** The ranks of {@code active} that did not report at all. */
  public SortedSet<Integer> missing(Set<Integer> active) {
    SortedSet<Integer> missing = new TreeSet<>(active);
    missing.removeAll(participants);
    missing.removeAll(excluded.keySet());
    return missing;
  }

  /** Why a rank cannot take part, or an empty text. */
  private static String objection(
      int rank, SortedMap<Integer, SortedMap<Integer, Finding>> findings) {
    SortedSet<String> claims = new TreeSet<>();
    SortedMap<Verdict.Outcome, Integer> outcomes = new TreeMap<>();
    int others = 0;
    for (Map.Entry<Integer, SortedMap<Integer, Finding>> voter : findings.entrySet()) {
      Finding finding = voter.getValue().get(rank);
      if (finding != null) {
        claims.add(finding.claim() + " " + finding.state());
      }
      if (voter.getKey() != rank) {
        others++;
        Verdict.Outcome outcome = finding == null ? Verdict.Outcome.UNREACHABLE : finding.outcome();
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    if (claims.size() > 1) {
      return EQUIVOCATION;
    }
    int verified = outcomes.getOrDefault(Verdict.Outcome.VERIFIED, 0);
    if (2 * verified >= others) {
      return "";
    }
    return word(mostFrequentFailure(outcomes));
  }

  private static Verdict.Outcome mostFrequentFailure(SortedMap<Verdict.Outcome, Integer> outcomes) {
    Verdict.Outcome most = Verdict.Outcome.UNREACHABLE;
    for (Map.Entry<Verdict.Outcome, Integer> entry : outcomes.entrySet()) {
      if (entry.getKey() != Verdict.Outcome.VERIFIED
          && entry.getValue() > outcomes.getOrDefault(most, 0)) {
        most = entry.getKey();
      }
    }
    return most;
  }

  private static String word(Verdict.Outcome outcome) {
    return switch (outcome) {
      case ALTERED -> "altered-average";
      case INVALID -> "invalid-average";
      default -> "unreachable";
    };
  }

  /** The one state that all announcements of a rank give, once it is known not to equivocate. */
  private static String state(int rank, SortedMap<Integer, SortedMap<Integer, Finding>> findings) {
    return findings.values().stream()
        .filter(found -> found.containsKey(rank))
        .map(found -> found.get(rank).state())
        .findFirst()
        .orElse("");
  }

  private static SortedSet<Integer> complete(
      SortedSet<Integer> participants, SortedMap<Integer, SortedMap<Integer, Finding>> findings) {
    String state = state(participants.first(), findings);
    SortedSet<Integer> complete = new TreeSet<>();
    findings.forEach(
        (voter, found) -> {
          Finding own = found.get(voter);
          boolean same = own != null && own.state().equals(state);
          if (same && participants.stream().allMatch(rank -> isVerified(found.get(rank)))) {
            complete.add(voter);
          }
        });
    return complete;
  }

  private static boolean isVerified(Finding finding) {
    return finding != null && finding.outcome() == Verdict.Outcome.VERIFIED;
  }
}
