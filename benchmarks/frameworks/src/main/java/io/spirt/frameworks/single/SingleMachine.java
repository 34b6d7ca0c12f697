package io.spirt.frameworks.single;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.job.Job;
import java.util.List;

/**
 * One process that computes one batch after another. Without an exchange it can do any of the
 * others' arithmetic: an update after every batch, or after every {@code peers} batches as the
 * frameworks that exchange after each step.
 */
public final class SingleMachine implements Framework {
  /** Batches that an update combines: {@link #BATCH} or {@link #STEP}. */
  static final String UPDATE_AFTER = "updateAfter";

  static final String BATCH = "batch";
  static final String STEP = "step";

  @Override
  public String id() {
    return "single";
  }

  @Override
  public String summary() {
    return "one machine, one batch after another, no exchange";
  }

  @Override
  public List<FrameworkOption> options() {
    return List.of(
        FrameworkOption.choice(
            UPDATE_AFTER,
            BATCH,
            "update after each batch, or after a step of one batch per peer",
            BATCH,
            STEP));
  }

  @Override
  public void check(Job job, FrameworkOptions options) {
    Replica.check(job);
  }

  @Override
  public List<Service> services(Job job, FrameworkOptions options) {
    return List.of();
  }

  @Override
  public List<Member> members(Job job, FrameworkOptions options) {
    return Member.workers(1);
  }

  @Override
  public boolean hasTimeLimit() {
    return false;
  }

  @Override
  public WorkerProgram program(Member member) {
    return new SequentialTraining();
  }
}
