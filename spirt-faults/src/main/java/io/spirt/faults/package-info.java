/**
 * Faults on purpose: a plan says what is to go wrong in a local run, and an injector acts it out
 * between the run's parts: processes die, databases hang or cannot be reached, messages get lost,
 * doubled, late, altered, forged or replayed, disks fill up.
 *
 * <p>Everything goes through {@code io.spirt.local}'s hooks and controls, from outside: the code
 * that trains knows nothing of this package and does not behave differently because of it.
 */
package io.spirt.faults;
