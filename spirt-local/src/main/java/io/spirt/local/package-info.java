/**
 * The local runtime: everything that AWS would run, on one machine. One redis-server per peer, an
 * SQS server, a Step Functions server that interprets the generated definitions, and a pool of
 * function processes that speak Lambda's Runtime API. All of it listens on loopback only and is
 * gone when the run ends.
 *
 * <p>The runtime hands events to functions and watches; it takes no part in the training. It knows
 * nothing of the command line.
 */
package io.spirt.local;
