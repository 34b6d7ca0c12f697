/**
 * What is known of a run from outside: sums up what the stages of all peers return, tells an
 * observer what happens, knows when the run is over, and reports it. Does not know where the stages
 * run: their results come from calls, or from the records that peers leave in the object store.
 */
package io.spirt.monitor;
