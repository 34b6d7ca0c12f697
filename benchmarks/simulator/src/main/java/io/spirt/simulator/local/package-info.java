/** SPIRT on one machine: measured by small runs, modelled, and held against larger runs. */
package io.spirt.simulator.local;
