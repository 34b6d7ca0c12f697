/** The frameworks that SPIRT is compared with, each run by the same driver. */
package io.spirt.frameworks;
