/** What each framework does in an epoch, in terms of functions, databases and services. */
package io.spirt.simulator.protocol;
