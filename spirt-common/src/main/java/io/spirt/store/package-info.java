/**
 * The object store: batches, job documents and checkpoints, as whole objects under keys, in a
 * folder or in S3. Knows nothing of what the objects mean.
 */
package io.spirt.store;
