/**
 * Malicious peers, for tests and experiments only: what each attack shows is a small class of its
 * own that needs no run; the injector acts a plan of them out in a local run.
 *
 * <p>The injector is who has broken into the attackers: it reads and writes their databases, signs
 * with their keys, and replaces the batches that they train on. It also reads the honest peers'
 * averages, as attackers who know everything would, but changes nothing of theirs. Everything goes
 * through {@code io.spirt.local}'s hooks and controls: the code that trains knows nothing of this
 * package, and an attacker's functions run it as everybody's do.
 */
package io.spirt.attacks;
