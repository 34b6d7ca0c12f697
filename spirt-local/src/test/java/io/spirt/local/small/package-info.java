/**
 * Whole runs with everything real but the network: a training engine of six params, so that the
 * function processes start fast. The machine needs redis-server on its PATH and the module.
 */
package io.spirt.local.small;
