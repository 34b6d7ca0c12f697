/** Events and what they wait for. Knows nothing of training; seconds, and units of a resource. */
package io.spirt.simulator.engine;
