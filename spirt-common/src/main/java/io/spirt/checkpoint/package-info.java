/**
 * Checkpoints: a model at one version with all that is needed to go on from it, as objects of the
 * object store from which a job resumes and a peer that joins starts.
 *
 * <p>A checkpoint is a safetensors file, so that other tools can look into it, and it is read like
 * any input: what does not hold together is refused. Knows nothing of databases' connections,
 * queues or stages.
 */
package io.spirt.checkpoint;
