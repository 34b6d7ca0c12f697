/**
 * A door of a run that goes on, for other processes of the same user: an HTTP endpoint on loopback
 * and a token that only the run's owner can read. Knows nothing of runs.
 */
package io.spirt.local.control;
