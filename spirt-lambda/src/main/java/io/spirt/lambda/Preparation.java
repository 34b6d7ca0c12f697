package io.spirt.lambda;

import io.spirt.deployment.DeploymentNames;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelFiles;
import io.spirt.engine.TrainingEngine;
import io.spirt.functions.ModelSources;
import io.spirt.functions.PermanentException;
import io.spirt.functions.RunObjects;
import io.spirt.functions.Shares;
import io.spirt.functions.Submission;
import io.spirt.job.InvalidJobException;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.statemachine.FunctionArns;
import io.spirt.statemachine.LimitExceededException;
import io.spirt.statemachine.RoundDefinition;
import io.spirt.store.ObjectStore;
import io.spirt.training.data.DataLocation;
import io.spirt.training.data.DatasetPreparer;
import io.spirt.training.data.InvalidDatasetException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Takes a job: checks it against what is deployed and what AWS allows, cuts its data, and stores
 * what the peers need to begin. The submission is stored last and makes the rest count: taking the
 * same job again finds it, and a preparation that was killed is simply done again.
 */
final class Preparation {
  private static final int LONGEST_FUNCTION_SECONDS = 900;

  private final ObjectStore store;
  private final RunObjects objects;
  private final DataLocation data;
  private final Supplier<TrainingEngine> engine;
  private final DeploymentNames names;
  private final int deployedPeers;
  private final UnaryOperator<String> queueUrls;
  private final InstantSource clock;

  /**
   * @param store stays the caller's
   * @param data where datasets are looked for whose job names no place
   * @param names what is deployed is called
   * @param queueUrls the URL of the queue of a name
   */
  Preparation(
      ObjectStore store,
      DataLocation data,
      Supplier<TrainingEngine> engine,
      DeploymentNames names,
      int deployedPeers,
      UnaryOperator<String> queueUrls,
      InstantSource clock) {
    this.store = store;
    this.objects = new RunObjects(store);
    this.data = data;
    this.engine = engine;
    this.names = names;
    this.deployedPeers = deployedPeers;
    this.queueUrls = queueUrls;
    this.clock = clock;
  }

  /**
   * Takes a job.
   *
   * @param json the job document
   * @throws InvalidJobException with everything that is wrong with the document
   * @throws PermanentException if the job does not fit what is deployed, its data cannot be had, or
   *     its name is taken by another job
   */
  Submission prepare(String json) {
    Job job = JobReader.read(json);
    Optional<Submission> there = objects.submission(job.name());
    if (there.isPresent()) {
      return sameJob(job, there.get());
    }
    checkDeployment(job);
    try {
      DatasetManifest manifest = cut(job);
      Shares.check(job, manifest);
      checkLimits(job, manifest);
      takeModelFiles(job, manifest);
      objects.putManifest(job.name(), manifest);
    } catch (InvalidDatasetException | LimitExceededException | IllegalArgumentException e) {
      throw new PermanentException(e.getMessage(), e);
    }
    objects.putJob(job.name(), job);
    objects.putJoinQueues(job.name(), joinQueues(job));
    Submission submission = Submission.of(job, clock.millis());
    objects.putSubmission(submission);
    return submission;
  }

  private static Submission sameJob(Job job, Submission there) {
    if (!there.digest().equals(Submission.digest(job))) {
      throw new PermanentException(
          "/name is "
              + job.name()
              + ", and there is a run of another job of that name: give this one another name");
    }
    return there;
  }

  private void checkDeployment(Job job) {
    if (job.peers() > deployedPeers) {
      throw new PermanentException(
          "/peers is %d, but only %d are deployed: lower it, or deploy more"
              .formatted(job.peers(), deployedPeers));
    }
    checkSeconds("/timeouts/gradientSeconds", job.timeouts().gradientSeconds());
    checkSeconds(
        "/timeouts/syncSeconds plus /timeouts/stageSeconds",
        job.timeouts().syncSeconds() + job.timeouts().stageSeconds());
  }

  private static void checkSeconds(String what, int seconds) {
    if (seconds > LONGEST_FUNCTION_SECONDS) {
      throw new PermanentException(
          "%s is %d, but a function on Lambda ends after %d seconds: lower it"
              .formatted(what, seconds, LONGEST_FUNCTION_SECONDS));
    }
  }

  private DatasetManifest cut(Job job) {
    return DatasetPreparer.prepare(
        job.dataset(), job.training().seed(), data, store, RunObjects.dataPrefix(job.name()));
  }

  /** A round that cannot fit Step Functions is refused now, not by the peers. */
  private static void checkLimits(Job job, DatasetManifest manifest) {
    FunctionArns longest = FunctionArns.of("ap-southeast-1", "000000000000", "n".repeat(40));
    for (int batches : Shares.roundSizes(job, manifest)) {
      var unused = RoundDefinition.generate(job, batches, longest);
    }
  }

  private void takeModelFiles(Job job, DatasetManifest manifest) {
    if (job.model().namesFiles()) {
      ModelFiles files = ModelSources.fetch(job.model());
      engine.get().check(job.model(), manifest, files);
      objects.putModelFiles(job.name(), files);
    }
  }

  private Map<Integer, String> joinQueues(Job job) {
    Map<Integer, String> urls = new TreeMap<>();
    for (int rank = 0; rank < job.peers(); rank++) {
      urls.put(rank, queueUrls.apply(names.joinRequestQueue(rank)));
    }
    return urls;
  }
}
