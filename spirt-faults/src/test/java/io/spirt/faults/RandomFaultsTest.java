package io.spirt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.spirt.job.Job;
import io.spirt.job.JobReader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RandomFaultsTest {
  private static final long MOST_SEED = 9007199254740991L;

  private static Job job(int peers, int epochs) {
    return JobReader.read(
        """
        {"name": "drawn", "peers": %d, "model": {"name": "lenet5"}, "dataset": {"name": "digits"},
         "training": {"epochs": %d, "learningRate": 0.1}}
        """
            .formatted(peers, epochs));
  }

  @Property(tries = 200)
  void aPlanThatIsDrawnReadsBackAsItWas(
      @ForAll @LongRange(min = 0, max = MOST_SEED) long seed,
      @ForAll @IntRange(min = 1, max = 8) int peers,
      @ForAll @IntRange(min = 1, max = 20) int epochs) {
    Job job = job(peers, epochs);
    FaultPlan disturbances = RandomFaults.disturbances(seed, job);
    FaultPlan death = RandomFaults.databaseDeath(seed, job);
    assertThat(FaultPlanReader.read(FaultPlanReader.write(disturbances))).isEqualTo(disturbances);
    assertThat(FaultPlanReader.read(FaultPlanReader.write(death))).isEqualTo(death);
    assertThat(RandomFaults.disturbances(seed, job)).isEqualTo(disturbances);
    assertThat(RandomFaults.databaseDeath(seed, job)).isEqualTo(death);
  }

  @Property(tries = 200)
  void disturbancesLeaveDatabasesAlone(
      @ForAll @LongRange(min = 0, max = MOST_SEED) long seed,
      @ForAll @IntRange(min = 2, max = 8) int peers) {
    assertThat(RandomFaults.disturbances(seed, job(peers, 5)).faults())
        .isNotEmpty()
        .allMatch(fault -> fault instanceof KillFunction || fault instanceof MessageFault)
        .filteredOn(fault -> fault instanceof MessageFault)
        .map(MessageFault.class::cast)
        .allSatisfy(
            fault -> {
              assertThat(fault.from()).isBetween(0, peers - 1).isNotEqualTo(fault.to());
              assertThat(fault.to()).isBetween(0, peers - 1);
              assertThat(fault.round()).isBetween(0, 4);
            });
  }

  @Property(tries = 200)
  void oneDatabaseDiesInADeath(@ForAll @LongRange(min = 0, max = MOST_SEED) long seed) {
    assertThat(RandomFaults.databaseDeath(seed, job(4, 5)).faults())
        .filteredOn(fault -> fault instanceof KillDatabase)
        .hasSize(1);
  }
}
