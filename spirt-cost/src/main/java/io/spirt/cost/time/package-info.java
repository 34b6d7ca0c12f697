/**
 * How long a job's stages take on AWS: what a job has to do, counted from its document, and the
 * time for it, either modelled or taken from the report of a run. Knows no prices.
 */
package io.spirt.cost.time;
