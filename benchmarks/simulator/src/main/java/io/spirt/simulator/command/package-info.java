/** {@code spirt simulate}, and how its results are shown. */
package io.spirt.simulator.command;
