/**
 * How long functions take to start, measured on the packages that are deployed: as plain processes
 * under a Runtime API server, without SnapStart and without Lambda's own time to fetch a package.
 */
package io.spirt.benchmarks.coldstart;
