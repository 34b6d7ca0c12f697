/**
 * What is deployed on Lambda: the handler of all stages, with structured logs and metrics, and the
 * admin's functions, which take jobs and clear up. Knows nothing of how it is deployed, and nothing
 * below knows it.
 */
package io.spirt.lambda;
