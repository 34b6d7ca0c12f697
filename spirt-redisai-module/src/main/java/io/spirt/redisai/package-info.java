/**
 * Tensors inside Redis: what a peer's database computes by itself.
 *
 * <p>The C module {@code spirt-redisai.so} adds a tensor type and its commands, the scripts {@code
 * average.lua} and {@code update.lua} use them to average the gradients of a round and to move a
 * model from one version to the next, and {@link io.spirt.redisai.RedisServer} starts a server with
 * or without the module.
 *
 * <p>This module must not know jobs, peers, queues, rules of aggregation or a Redis client: it
 * deals in keys that it is given. It depends on the JDK only, and everything else may depend on it.
 */
package io.spirt.redisai;
