package io.spirt.functions;

import io.spirt.database.PeerDatabase;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelFiles;
import io.spirt.job.Job;

/**
 * What an event's references stand for.
 *
 * @param job the run's job
 * @param data the run's dataset
 * @param modelFiles what the job's network comes with
 * @param database the peer's own database
 */
record StageRun(Job job, DatasetManifest data, ModelFiles modelFiles, PeerDatabase database) {}
