package io.spirt.deployment;

import io.spirt.job.Stage;
import java.util.Map;

/**
 * What the user chose for the stacks on AWS. Made by {@link DeploymentReader}, which checks it and
 * fills the defaults in; this record does not check again.
 *
 * @param name what the name of everything begins with, {@code spirt} by default
 * @param peers number of peers, 1 to 64
 * @param instanceType EC2 type of a peer's database
 * @param architecture of databases and functions
 * @param memoryMegabytes memory of each stage's function
 * @param logRetentionDays how long logs are kept
 * @param budgetDollars monthly budget of the account, which an alarm watches
 * @param alarmEmail who is told of alarms, or null
 * @param tags put on everything
 */
public record Deployment(
    String name,
    int peers,
    String instanceType,
    Architecture architecture,
    Map<Stage, Integer> memoryMegabytes,
    int logRetentionDays,
    int budgetDollars,
    String alarmEmail,
    Map<String, String> tags) {

  /** Copies the maps. */
  public Deployment {
    memoryMegabytes = Map.copyOf(memoryMegabytes);
    tags = Map.copyOf(tags);
  }
}
