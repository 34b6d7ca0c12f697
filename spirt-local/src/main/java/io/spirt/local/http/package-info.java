/** HTTP servers on loopback, for the parts of a run that speak to each other by it. */
package io.spirt.local.http;
