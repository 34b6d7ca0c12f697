package io.spirt.frameworks.mlless;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.Queues;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.service.SharedRedis;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * MLLess as the thesis extended it to deep networks: workers send only significant updates, through
 * one Redis; their keys, and the supervisor's word on what to expect, go through queues.
 *
 * <p>A worker that is down is left out, and nobody does its batches; without the supervisor all
 * wait until it is back, and fail after their patience. Nothing else recovers.
 */
public final class Mlless implements Framework {
  /** The role of the process that computes no gradients. */
  public static final String SUPERVISOR = "supervisor";

  @Override
  public String id() {
    return "mlless";
  }

  @Override
  public String summary() {
    return "only significant updates, through one Redis and queues; a supervisor is the barrier";
  }

  @Override
  public List<FrameworkOption> options() {
    return MllessOptions.declared();
  }

  @Override
  public void check(Job job, FrameworkOptions options) {
    Replica.check(job);
    MllessOptions.of(options).check();
  }

  @Override
  public List<Service> services(Job job, FrameworkOptions options) {
    return List.of(new SharedRedis(), new Queues());
  }

  @Override
  public List<Member> members(Job job, FrameworkOptions options) {
    List<Member> members = new ArrayList<>(Member.workers(job.peers()));
    members.add(new Member(SUPERVISOR, 0));
    return members;
  }

  /** A worker that left on the supervisor's word keeps the model that it left with. */
  @Override
  public boolean keepsReplicasEqual(FrameworkOptions options) {
    return !MllessOptions.of(options).scaleIn();
  }

  @Override
  public WorkerProgram program(Member member) {
    return member.isWorker() ? new MllessWorker() : new MllessSupervisor();
  }
}
