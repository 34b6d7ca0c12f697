package io.spirt.frameworks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One participant of a framework's run.
 *
 * @param role {@link #WORKER}, or another role of the framework's own, which needs no engine
 * @param rank from 0; of a role that has only one member, 0
 */
public record Member(@JsonProperty("role") String role, @JsonProperty("rank") int rank) {
  /** The role of those that compute gradients. */
  public static final String WORKER = "worker";

  /** The worker of that rank. */
  public static Member worker(int rank) {
    return new Member(WORKER, rank);
  }

  /** That many workers, by rank. */
  public static List<Member> workers(int count) {
    return IntStream.range(0, count).mapToObj(Member::worker).toList();
  }

  /** True if it computes gradients. */
  @JsonIgnore
  public boolean isWorker() {
    return role.equals(WORKER);
  }

  /** Such as {@code worker 2}. */
  @Override
  public String toString() {
    return role + " " + rank;
  }
}
