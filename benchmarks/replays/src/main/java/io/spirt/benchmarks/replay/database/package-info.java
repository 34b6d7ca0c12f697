/**
 * Averaging gradients and updating a model inside the database, as the paper's Fig. 6 and 7 timed
 * them: beside a client that fetches binary tensors, beside the machine's memory, and beside JSON
 * lists as in the prototype before SPIRT. What is gained over JSON is not gained by the database.
 */
package io.spirt.benchmarks.replay.database;
