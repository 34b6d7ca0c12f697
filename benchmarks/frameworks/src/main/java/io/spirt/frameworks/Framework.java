package io.spirt.frameworks;

import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.job.Job;
import java.util.List;

/** One way to train with several workers. Stateless: what a run knows is in its stores. */
public interface Framework {

  /** Its name on the command line, such as {@code all-reduce}. */
  String id();

  /** What it does, in one line. */
  String summary();

  /** The options that it takes beside {@link FrameworkOptions#COMMON}. */
  List<FrameworkOption> options();

  /**
   * Says what keeps a job from training this way, before anything is started.
   *
   * @throws IllegalArgumentException with the value, the limit and what to do
   */
  default void check(Job job, FrameworkOptions options) {}

  /** The stores and brokers that its design uses, in the order in which they start. */
  List<Service> services(Job job, FrameworkOptions options);

  /** Everybody who takes part; each is a function process of its own. Workers by rank. */
  default List<Member> members(Job job, FrameworkOptions options) {
    return Member.workers(job.peers());
  }

  /**
   * True if members are functions with Lambda's time limit, so that they have to return {@link
   * io.spirt.frameworks.worker.Outcome#goOn} before it passes; false for machines.
   */
  default boolean hasTimeLimit() {
    return true;
  }

  /** False if workers end with params of their own, by design or because of an option. */
  default boolean keepsReplicasEqual(FrameworkOptions options) {
    return true;
  }

  /** What a member does; made in its own process. */
  WorkerProgram program(Member member);
}
