/**
 * Which permissions the roles have, which of them were used, and which are left and why. Knows
 * policies, not how the calls came about.
 */
package io.spirt.emulator.iam;
