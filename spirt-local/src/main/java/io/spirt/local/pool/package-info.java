/**
 * Function processes: the same entry point as in a function image, in processes of their own that
 * can be killed, fed through Lambda's Runtime API. Knows nothing of stages.
 */
package io.spirt.local.pool;
