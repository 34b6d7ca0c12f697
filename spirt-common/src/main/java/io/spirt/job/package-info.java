/**
 * The job: one training run, described by one JSON document.
 *
 * <p>{@link io.spirt.job.JobReader} turns the document into a {@link io.spirt.job.Job} or refuses
 * it with every {@link io.spirt.job.JobProblem} at once. The JSON schema beside it is the only
 * place that holds ranges and defaults; {@code docs/job.md} is checked against it.
 *
 * <p>This package knows nothing of Redis, queues, training or AWS.
 */
package io.spirt.job;
