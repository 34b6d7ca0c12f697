/**
 * The stacks on AWS: one that all peers share, and one for each peer. Knows what is deployed and
 * what may reach what; knows nothing of what the functions do beyond the rights that they need.
 */
package io.spirt.infra;
