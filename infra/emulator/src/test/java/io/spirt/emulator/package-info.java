/**
 * The end-to-end suite: the stacks as the CDK app makes them, on an emulator of AWS, with real
 * databases and real handler processes. What differs from a deployment is in {@link
 * io.spirt.emulator.Substitutions}.
 */
package io.spirt.emulator;
