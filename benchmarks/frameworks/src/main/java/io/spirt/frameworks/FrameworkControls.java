package io.spirt.frameworks;

import io.spirt.frameworks.service.ServiceAddresses;
import java.util.List;

/** What can be done to a run's members while it goes on. Thread-safe. */
public interface FrameworkControls {

  /** The run's name. */
  String run();

  /** Everybody who takes part. */
  List<Member> members();

  /**
   * Kills the process that a member is at work in, in the middle of whatever it does.
   *
   * @return false if none is
   */
  boolean kill(Member member);

  /** Invokes a member that was lost once more. */
  void restart(Member member);

  /** Where the run's services are. */
  ServiceAddresses services();
}
