/**
 * What a job costs on AWS and how long it takes. {@link io.spirt.cost.CostModel} prices a job's
 * work line by line, {@link io.spirt.cost.Optimiser} looks for better sizes.
 *
 * <p>An estimate is made of three things that do not know each other: prices ({@code price}), times
 * ({@code time}) and limits ({@code limit}). List prices only: free tiers, discounts and taxes are
 * left out, and so is what fails and is done again.
 */
package io.spirt.cost;
