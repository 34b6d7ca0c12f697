/**
 * What is deployed on AWS: how many peers, how large their databases and functions are, and what
 * every part is called. Read by whoever makes the stacks, runs in them, finds them or prices them;
 * knows none of these.
 */
package io.spirt.deployment;
