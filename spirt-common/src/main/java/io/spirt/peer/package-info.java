/**
 * Who takes part and who does what: the view and the consensus that changes it, the assignment of
 * batches to ranks, and the plan of a round. Pure functions of values; nothing here knows Redis,
 * queues or time.
 */
package io.spirt.peer;
