/**
 * A discrete-event model of peers, functions, databases and network: what is simulated, with which
 * figures, and what comes out. {@code protocol} has what the frameworks do, {@code engine} the
 * events, {@code local} the same for one machine.
 */
package io.spirt.simulator;
