package io.spirt.attacks;

/**
 * What an attacker did in a round.
 *
 * @param attack name of the attack
 * @param rank the attacker
 * @param round the round
 * @param acted false if it could not be done, and the attacker behaved
 * @param what what was done, or why not, for people
 */
public record ActedAttack(String attack, int rank, int round, boolean acted, String what) {}
