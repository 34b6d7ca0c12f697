/** Runs of frameworks on threads, and the plain loop that they are compared with. */
package io.spirt.frameworks.testing;
