/**
 * One Lambda handler per stage. A handler is stateless: what it needs is named by its event, what
 * it makes goes into the peer's database, and what it returns is small. Running one twice, or
 * killing it halfway and running it again, gives the same state.
 *
 * <p>Handlers know the domain and the training engine's interface. They do not know where they run,
 * nor DJL.
 */
package io.spirt.functions;
