/**
 * What AWS's services cost: dated price files, one region's prices, and the sums that every
 * estimate is made of. Knows nothing of jobs.
 */
package io.spirt.cost.price;
