package io.spirt.job;

/**
 * When a peer stops being one of the view.
 *
 * @param consensus which of the active peers that still answer must agree that a peer is removed:
 *     {@code unanimous} for all of them, {@code majority} for more than half
 * @param stragglerRounds a peer that misses the barrier of so many consecutive rounds is treated
 *     like a failed one
 */
public record MembershipSpec(String consensus, int stragglerRounds) {}
