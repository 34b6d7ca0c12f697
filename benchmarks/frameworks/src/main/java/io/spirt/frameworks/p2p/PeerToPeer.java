package io.spirt.frameworks.p2p;

import io.spirt.frameworks.Framework;
import io.spirt.frameworks.FrameworkOption;
import io.spirt.frameworks.FrameworkOptions;
import io.spirt.frameworks.Member;
import io.spirt.frameworks.service.MessageBroker;
import io.spirt.frameworks.service.S3Server;
import io.spirt.frameworks.service.Service;
import io.spirt.frameworks.worker.Replica;
import io.spirt.frameworks.worker.WorkerProgram;
import io.spirt.job.Job;
import java.util.ArrayList;
import java.util.List;

/** Machines that exchange once an epoch through RabbitMQ, and may offload their gradients. */
public final class PeerToPeer implements Framework {

  @Override
  public String id() {
    return "p2p";
  }

  @Override
  public String summary() {
    return "machines that exchange the mean of their batches once an epoch, through RabbitMQ";
  }

  @Override
  public List<FrameworkOption> options() {
    return PeerOptions.ALL;
  }

  @Override
  public void check(Job job, FrameworkOptions options) {
    Replica.check(job);
  }

  @Override
  public List<Service> services(Job job, FrameworkOptions options) {
    PeerOptions chosen = PeerOptions.of(options);
    List<Service> services = new ArrayList<>();
    services.add(new MessageBroker(chosen.messageLimitBytes()));
    services.add(new S3Server());
    if (chosen.offloads()) {
      services.add(new GradientFunctions());
    }
    return services;
  }

  @Override
  public boolean hasTimeLimit() {
    return false;
  }

  @Override
  public boolean keepsReplicasEqual(FrameworkOptions options) {
    return PeerOptions.of(options).synchronous();
  }

  @Override
  public WorkerProgram program(Member member) {
    return context -> {
      PeerOptions options = PeerOptions.of(context.options());
      try (Peer peer = new Peer(context, options)) {
        return options.synchronous()
            ? new SynchronousTraining(peer).train()
            : new AsynchronousTraining(peer).train();
      }
    };
  }
}
