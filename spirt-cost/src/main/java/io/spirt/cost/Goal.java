package io.spirt.cost;

/** What a search makes as small as it can. */
public enum Goal {
  TIME,
  COST
}
