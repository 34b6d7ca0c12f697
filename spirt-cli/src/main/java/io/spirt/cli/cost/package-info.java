/** How an estimate of cost, time and limits is shown: as tables for people, or as JSON. */
package io.spirt.cli.cost;
