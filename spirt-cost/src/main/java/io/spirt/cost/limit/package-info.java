/**
 * What AWS allows and how much of it a job takes: the default quotas of an account, a simulation of
 * one round of all peers, and how far the job is from each limit. Knows no prices.
 */
package io.spirt.cost.limit;
