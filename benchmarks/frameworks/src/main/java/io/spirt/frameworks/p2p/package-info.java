/**
 * The design that came before SPIRT: peers as machines that exchange their gradients through the
 * queues of one broker, synchronously or not, and may have functions compute them.
 */
package io.spirt.frameworks.p2p;
